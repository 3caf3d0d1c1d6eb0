#: title = "A view made in no_grad of a view that requires grad is written"
#: category = "no-grad"
#: source = ["pytorch:test/test_autograd.py::test_autograd_inplace_view_of_view", "pytorch/pytorch#88205"]
#: expect.default = "detected"
#: error = "view_write"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
with torch.no_grad():
    y = h.view(2)
    z = y.view(2)
z /= 2
h.sum().backward()
