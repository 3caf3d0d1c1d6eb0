#: title = "Every .data begins a counter of its own"
#: category = "detach-vs-data"
#: source = ["https://discuss.pytorch.org/t/using-tensor-data/79640"]
#: observe = ["x.grad", "x._version", "d._version", "e._version"]
#: expect.default = "silent_wrong"
#: right = { "x._version" = 0, "d._version" = 0, "e._version" = 1 }
#: why = """
#: The data of a data is a third counter over the same memory. The write counts at e and nowhere else, and the product
#: saved x.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
y = x * x
d = x.data
e = d.data
e.mul_(3)
y.sum().backward()
