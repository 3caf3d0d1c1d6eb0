#: title = "A module is converted to double between forward and backward"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html"]
#: observe = ["x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
import torch
import torch.nn as nn
lin = nn.Linear(2, 1, bias=False)
lin.weight.data = torch.tensor([[3., 7.]])
x = torch.tensor([[2., -1.]], requires_grad=True)
y = lin(x)
lin.double()
y.sum().backward()
