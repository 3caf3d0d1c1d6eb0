#: title = "A view's node is read, the view is written, the base is used"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_view_replay_enabled"]
#: observe = ["x.grad", "before", "after"]
#: expect.default = "correct"
#: right.before = "SliceBackward0"
#: right.after = "AsStridedBackward0"
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
h = x * 2
v = h[0:2]
before = v.grad_fn.name()
v.mul_(5)
after = v.grad_fn.name()
(h * torch.tensor([1., 10., 100.])).sum().backward()
