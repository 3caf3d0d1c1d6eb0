#: title = "index_put_ with accumulate, one position twice"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.index_put_.html"]
#: expect.default = "correct"
#: twin = "ok-index-put-dup"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
z = torch.zeros(2)
z.index_put_([torch.tensor([0, 0])], x, accumulate=True)
(z * torch.tensor([2., 10.])).sum().backward()
