#: title = "A leaf is detached in place after it was used"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach_.html"]
#: observe = ["x.grad"]
#: expect.default = "silent_drop"
#: expect.paddle = "silent_drop"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x ** 2
x.detach_()
(y * torch.tensor([1., 10.])).sum().backward()
