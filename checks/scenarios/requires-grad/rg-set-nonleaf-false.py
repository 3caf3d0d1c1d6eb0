#: title = "requires_grad cannot be switched off on a result"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_requires_grad_",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html",
#: ]
#: expect.default = "detected"
#: error = "requires_grad"
#: error_line = 17
#: twin = "rg-set-nonleaf-true"
#: why = """
#: h has a history; a flag cannot undo it. Use h.detach() where the gradient shall stop.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
h.requires_grad_(False)
(h * h).sum().backward()
