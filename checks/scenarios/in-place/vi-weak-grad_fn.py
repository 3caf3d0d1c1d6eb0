#: title = "A view is written and forgotten, another view is used"
#: category = "in-place"
#: source = ["pytorch/pytorch#23502", "pytorch:test/test_autograd.py::test_inplace_on_view_weak_grad_fn"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
import torch
x = torch.tensor([3., -7., 1.], requires_grad=True)
h = x * 2
b = h[0:2]
c = h[1:]
b.relu_()
del b
(c * torch.tensor([1., 10.])).sum().backward()
