#: title = "A second backward pass adds into the gradient that the program holds"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_accumulate_grad",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html",
#: ]
#: observe = ["same", "x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.same = true
#: twin = "ga-create-graph-new"
import torch
from gradproof.prelude import same_memory
x = torch.tensor([3., 7.], requires_grad=True)
(x * torch.tensor([1., 10.])).sum().backward()
held = x.grad
(x * torch.tensor([2., 5.])).sum().backward()
same = same_memory(held, x.grad)
