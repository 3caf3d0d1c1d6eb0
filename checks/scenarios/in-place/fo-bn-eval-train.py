#: title = "Evaluation, then a training step of the same batch norm, then backward of the evaluation"
#: category = "in-place"
#: source = ["pytorch/pytorch#13402", "pytorch:aten/src/ATen/native/Normalization.cpp"]
#: observe = ["x.grad"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: twin = "fo-bn-train-train"
#: why = """
#: In evaluation the node saves the running statistics themselves, and training updates them by a kernel that
#: moves no counter. Keep one of two: backward first, or a copy of the module.
#: """
import torch
import torch.nn as nn
bn = nn.BatchNorm1d(2)
x = torch.tensor([[3., 7.], [1., 2.], [-4., 5.]], requires_grad=True)
bn.running_var.copy_(torch.tensor([4., 0.25]))
bn.eval()
y = bn(x)
bn.train()
z = bn(torch.tensor([[30., 7.], [1., -20.], [4., 5.]]))
(y * torch.tensor([[1., 2.], [4., 8.], [16., 32.]])).sum().backward()
