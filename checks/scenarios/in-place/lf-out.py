#: title = "out= into a leaf that requires grad"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_out_variant_raises_when_inputs_require_grad"]
#: expect.default = "detected"
#: error = "out_requires_grad"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
c = torch.tensor([1., 2.])
torch.add(c, 1, out=x)
(x * 2).sum().backward()
