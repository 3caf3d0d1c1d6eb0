#: title = "Hooks on two outputs of one node, one of which is written"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_tensor_hooks_inplace_multiple_outputs"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
values, order = x.sort(1)
a = values[0]
b = values[1]
a.register_hook(lambda g: g * 2)
b.register_hook(lambda g: g * 5)
values.mul_(3)
(a * torch.tensor([1., 10.])).sum().backward()
