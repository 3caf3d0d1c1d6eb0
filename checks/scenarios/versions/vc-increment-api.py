#: title = "A write that autograd cannot see, declared by increment_version"
#: category = "versions"
#: source = [
#:   "pytorch:test/test_autograd.py::test_increment_version",
#:   "https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.increment_version",
#: ]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
#: twin = "vc-increment-forgotten"
#: why = """
#: Who writes by another way than PyTorch's operations should say so: then backward raises instead of returning a
#: wrong gradient.
#: """
import torch
from gradproof.prelude import increment_version, raw_write
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
raw_write(c, 50)
increment_version(c)
y.sum().backward()
