#: title = "A view is written after its base became a leaf that requires grad"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_no_requires_grad_inplace"]
#: expect.default = "detected"
#: error = "leaf_write"
#: twin = "rg-nograd-write-then-rg"
import torch
a = torch.tensor([3., 7.])
v = a[:]
a.requires_grad_()
v.add_(5)
(a * 2).sum().backward()
