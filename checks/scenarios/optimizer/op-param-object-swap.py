#: title = "A module gets a new parameter object between forward and backward"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html"]
#: expect.default = "correct"
import torch
w = torch.tensor([3., 7.], requires_grad=True)
x = torch.tensor([2., -1.], requires_grad=True)
old = w
y = w * x
w = torch.tensor([50., 60.], requires_grad=True)
(y * torch.tensor([1., 10.])).sum().backward()
