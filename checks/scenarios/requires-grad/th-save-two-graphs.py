#: title = "Two graphs over one saved tensor, one is freed"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "correct"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
a = h ** 2
b = h ** 3
(a * torch.tensor([1., 10.])).sum().backward(retain_graph=True)
b.sum().backward()
