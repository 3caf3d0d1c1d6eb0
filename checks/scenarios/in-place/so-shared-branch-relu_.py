#: title = "relu in place on one branch, the other branch reads the result"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html"]
#: expect.default = "correct"
import torch
import torch.nn.functional as F
x = torch.tensor([3., -7.], requires_grad=True)
h = x * 2
a = F.relu(h, inplace=True)
b = h * 3
((a + b) * torch.tensor([1., 10.])).sum().backward()
