#: title = "With create_graph a second backward pass makes a new gradient"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_accumulate_grad",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html",
#: ]
#: observe = ["same", "held", "x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.same = false
#: twin = "ga-first-accumulate-inplace"
import torch
from gradproof.prelude import same_memory
x = torch.tensor([3., 7.], requires_grad=True)
(x * torch.tensor([1., 10.])).sum().backward(create_graph=True)
held = x.grad
(x * torch.tensor([2., 5.])).sum().backward(create_graph=True)
same = same_memory(held, x.grad)
