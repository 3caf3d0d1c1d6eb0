#: title = "A write through .data after backward harms nothing"
#: category = "detach-vs-data"
#: source = ["https://discuss.pytorch.org/t/using-tensor-data/79640"]
#: observe = ["a.grad", "b"]
#: expect.default = "correct"
#: twin = "data-zero-before-backward"
#: why = """
#: Backward has read what it needed. Even an uncounted write is harmless now.
#: """
import torch
a = torch.tensor([7., 0., 0.], requires_grad=True)
b = a + 2
loss = torch.mean(b * b)
loss.backward()
b.data.zero_()
