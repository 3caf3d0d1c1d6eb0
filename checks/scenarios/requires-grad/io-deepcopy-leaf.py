#: title = "A leaf's clone by detach is a leaf of its own"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html"]
#: observe = ["x.grad", "y.grad"]
#: expect.default = "correct"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x.detach().clone().requires_grad_()
((x * 2) + (y ** 2)).sum().backward()
