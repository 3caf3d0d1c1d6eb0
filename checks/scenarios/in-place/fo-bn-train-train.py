#: title = "Two training steps of a batch norm, then backward of the first"
#: category = "in-place"
#: source = ["pytorch:aten/src/ATen/native/Normalization.cpp"]
#: observe = ["x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "fo-bn-eval-train"
#: why = """
#: In training the node saves the statistics of its batch, which nobody writes.
#: """
import torch
import torch.nn as nn
bn = nn.BatchNorm1d(2)
x = torch.tensor([[3., 7.], [1., 2.], [-4., 5.]], requires_grad=True)
y = bn(x)
z = bn(torch.tensor([[30., 7.], [1., -20.], [4., 5.]]))
(y * torch.tensor([[1., 2.], [4., 8.], [16., 32.]])).sum().backward()
