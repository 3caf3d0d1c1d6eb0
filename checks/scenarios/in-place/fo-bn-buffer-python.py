#: title = "The running variance is multiplied between evaluation and backward"
#: category = "in-place"
#: source = ["pytorch:aten/src/ATen/native/Normalization.cpp"]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
import torch
import torch.nn as nn
bn = nn.BatchNorm1d(2)
bn.eval()
x = torch.tensor([[3., 7.], [1., 2.], [-4., 5.]], requires_grad=True)
y = bn(x)
bn.running_var.mul_(4)
(y * torch.tensor([[1., 2.], [4., 8.], [16., 32.]])).sum().backward()
