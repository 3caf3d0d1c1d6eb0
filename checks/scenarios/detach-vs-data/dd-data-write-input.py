#: title = "A leaf written through .data after a power saved it"
#: category = "detach-vs-data"
#: source = ["pytorch/pytorch#5396", "pytorch/pytorch#30987"]
#: expect.default = "silent_wrong"
#: twin = "dd-detach-write-input"
#: why = """
#: y was computed from the old x, but the formula 2x is evaluated with the new one: a gradient ten times too large.
#: """
import torch
x = torch.tensor([3., -1.], dtype=torch.float64, requires_grad=True)
y = x ** 2
x.data.mul_(10)
y.sum().backward()
