#: title = "A state dict is loaded between forward and backward"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html"]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
import torch
import torch.nn as nn
lin = nn.Linear(2, 1)
other = nn.Linear(2, 1)
x = torch.tensor([[2., -1.]], requires_grad=True)
y = lin(x)
lin.load_state_dict(other.state_dict())
y.sum().backward()
