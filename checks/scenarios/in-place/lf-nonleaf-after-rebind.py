#: title = "+= on the result of an operation on a leaf"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "correct"
#: twin = "lf-add_"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x + 1
y += 1
(y * torch.tensor([1., 10.])).sum().backward()
