#: title = "A product with a clone of a gradient, then a second pass accumulates"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: observe = ["w.grad"]
#: expect.default = "correct"
#: twin = "ga-grad-data-then-bwd"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
(x * torch.tensor([1., 10.])).sum().backward()
y = w * x.grad.clone()
(x * torch.tensor([2., 5.])).sum().backward()
y.sum().backward()
