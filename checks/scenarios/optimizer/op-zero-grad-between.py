#: title = "zero_grad between forward and backward"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
import torch
w = torch.tensor([3., 7.], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
(w ** 3).sum().backward()
y = w ** 2
opt.zero_grad()
(y * torch.tensor([1., 10.])).sum().backward()
