#: title = "x.data = ... as an update, behind backward"
#: category = "detach-vs-data"
#: source = ["https://discuss.pytorch.org/t/using-tensor-data/79640"]
#: observe = ["x.grad", "x"]
#: expect.default = "correct"
#: twin = "dd-setdata-leaf"
#: why = """
#: Each assignment comes after the backward pass that needed the old memory. The next forward reads the new one.
#: """
import torch
x = torch.tensor([3., -1.], requires_grad=True)
for step in range(3):
    x.grad = None
    loss = (x ** 2).sum()
    loss.backward()
    x.data = x.data - 0.25 * x.grad
