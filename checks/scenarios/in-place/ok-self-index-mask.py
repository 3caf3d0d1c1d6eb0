#: title = "A tensor is filled from itself through a mask"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_index_backward_does_not_save_tensor"]
#: expect.default = "correct"
import torch
x = torch.tensor([3., 0., -2.], requires_grad=True)
t = x * 2
m = t != 0
t[m] = t[m] * 5
(t * torch.tensor([1., 10., 100.])).sum().backward()
