#: title = "detach_() cuts a tensor off in place"
#: category = "detach-vs-data"
#: source = ["pytorch test/test_autograd.py::test_detach"]
#: observe = ["y.grad", "a.requires_grad"]
#: expect.default = "correct"
#: right = { "a.requires_grad" = false }
#: why = """
#: From then on a is a leaf without history: the product takes its numbers as constants.
#: """
import torch
y = torch.tensor([1.5, -2.0], requires_grad=True)
a = y * 3
a.detach_()
(y * a).sum().backward()
