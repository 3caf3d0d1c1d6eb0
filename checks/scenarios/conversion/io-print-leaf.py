#: title = "Printing shows the flag of a leaf and the node of a result, and changes nothing"
#: category = "conversion"
#: source = [
#:   "pytorch:test/test_autograd.py::test_autograd_print_tensor",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.set_printoptions.html",
#: ]
#: observe = ["x.grad", "v"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.v = 0
import torch
from gradproof.prelude import version
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
print(x)
print(h)
v = version(h)
(h * torch.tensor([1., 10.])).sum().backward()
