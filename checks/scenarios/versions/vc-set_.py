#: title = "set_ counts as a write"
#: category = "versions"
#: source = ["pytorch:test/test_autograd.py::test_set_data_tensorimpl_type"]
#: observe = ["counts", "c"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.counts = 2
import torch
from gradproof.prelude import version
c = torch.tensor([3., 7.])
c.set_(torch.tensor([5., 6., 7.]))
c.set_(torch.tensor([1.]))
counts = version(c)
