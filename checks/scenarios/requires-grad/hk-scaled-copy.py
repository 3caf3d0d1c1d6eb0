#: title = "A hook returns a scaled copy of its gradient"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#backward-hooks-execution"]
#: expect.default = "correct"
#: twin = "hk-inplace-leaf"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = torch.tensor([1., 2.], requires_grad=True)
x.register_hook(lambda g: g * 10)
((x + y) * torch.tensor([1., 10.])).sum().backward()
