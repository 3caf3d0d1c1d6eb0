#: title = "One seed for two leaves: separate gradients"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_no_grad_copy",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html",
#: ]
#: observe = ["shared", "x.grad", "y.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.shared = false
import torch
from gradproof.prelude import same_memory
x = torch.tensor([3., 7.], requires_grad=True)
y = torch.tensor([1., 2.], requires_grad=True)
(x + y).backward(torch.tensor([1., 10.]))
shared = same_memory(x.grad, y.grad)
