#: title = "A leaf is written with its flag off for a moment, and nobody saved it"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "correct"
#: twin = "lf-toggle-rg"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
x.requires_grad = False
x.fill_(50)
x.requires_grad = True
(y * torch.tensor([1., 10.])).sum().backward()
