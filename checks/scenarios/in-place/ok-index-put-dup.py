#: title = "index_put_ without accumulate, one position twice"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html"]
#: expect.default = "silent_wrong"
#: expect.mlx = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: twin = "ok-index-put-acc"
#: why = """
#: One of the two numbers is overwritten, and both get the gradient. Which one stays is not defined either.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
z = torch.zeros(2)
z[[0, 0]] = x
(z * torch.tensor([2., 10.])).sum().backward()
