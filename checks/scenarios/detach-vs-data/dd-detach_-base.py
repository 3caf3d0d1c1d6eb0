#: title = "A base is detached in place, its view keeps its node"
#: category = "detach-vs-data"
#: source = ["pytorch:test/test_autograd.py::test_detach_base"]
#: observe = ["h.requires_grad", "v.requires_grad", "x.grad"]
#: expect.default = "correct"
#: right."h.requires_grad" = false
#: right."v.requires_grad" = true
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
v = h.narrow(0, 0, 1)
h.detach_()
(v * 5).sum().backward()
