#: title = "+= on a slice"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: expect.default = "correct"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
z = torch.ones(3)
z[:2] += x
(z * torch.tensor([2., 10., 100.])).sum().backward()
