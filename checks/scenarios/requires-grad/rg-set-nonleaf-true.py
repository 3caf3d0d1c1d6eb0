#: title = "requires_grad_() on a result is allowed and changes nothing"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_requires_grad_",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html",
#: ]
#: observe = ["h.is_leaf", "x.grad"]
#: expect.default = "correct"
#: right = { "h.is_leaf" = false }
#: twin = "rg-set-nonleaf-false"
#: why = """
#: h requires grad already because x does; asking again is harmless. h stays a result, and its gradient still flows
#: on to x.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
h.requires_grad_()
(h * h).sum().backward()
