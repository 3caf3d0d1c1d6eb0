#: title = "A leaf is transposed in place"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: error = "leaf_write"
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
x.t_()
(x * torch.tensor([[1., 2.], [4., 8.]])).sum().backward()
