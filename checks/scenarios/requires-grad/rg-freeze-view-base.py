#: title = "The base of a view starts to require grad"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_no_requires_grad_inplace"]
#: observe = ["v.requires_grad", "v.grad_fn is None", "a.requires_grad"]
#: expect.default = "correct"
#: expect.paddle = "silent_state"
#: right."v.requires_grad" = true
#: right."v.grad_fn is None" = true
#: right."a.requires_grad" = true
#: why = """
#: A view reads its flag from the base, and has no node: it was made before there was a graph.
#: """
import torch
a = torch.tensor([3., 7.])
v = a[:]
a.requires_grad_()
