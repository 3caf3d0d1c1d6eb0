#: title = "An Adagrad step between forward and backward"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html"]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
import torch
import torch.nn as nn
lin = nn.Linear(2, 1, bias=False)
lin.weight.data = torch.tensor([[3., 7.]])
x = torch.tensor([[2., -1.]], requires_grad=True)
opt = torch.optim.Adagrad(lin.parameters(), lr=0.1)
lin(torch.tensor([[1., 5.]])).sum().backward()
y = lin(x)
opt.step()
y.sum().backward()
