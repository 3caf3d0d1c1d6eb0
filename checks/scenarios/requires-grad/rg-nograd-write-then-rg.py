#: title = "A tensor may be written freely before it becomes a parameter"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_no_requires_grad_inplace"]
#: observe = ["a.grad", "a.is_leaf"]
#: expect.default = "correct"
#: right = { "a.is_leaf" = true }
#: why = """
#: While a does not require grad, nothing is recorded and writing is ordinary. Initialise a parameter first and set
#: requires_grad afterwards; then the leaf rule never stands in the way.
#: """
import torch
a = torch.tensor([[1., 2., 3.], [4., 5., 6.]])
a[:, 1].add_(5)
a.requires_grad_()
(a * a).sum().backward()
