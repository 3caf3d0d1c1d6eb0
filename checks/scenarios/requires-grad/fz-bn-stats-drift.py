#: title = "A frozen batch norm in train mode keeps on changing its statistics"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html"]
#: observe = ["bn.running_mean", "x.grad"]
#: expect.default = "silent_state"
#: expect.libtorch = "unsupported"
#: intend."bn.running_mean" = [0.0, 0.0]
#: why = """
#: requires_grad_(False) freezes the parameters, not the buffers. Call eval() too.
#: """
import torch
import torch.nn as nn
bn = nn.BatchNorm1d(2)
bn.requires_grad_(False)
x = torch.tensor([[3., 7.], [1., 2.], [-4., 5.]], requires_grad=True)
y = bn(x)
(y * torch.tensor([[1., 2.], [4., 8.], [16., 32.]])).sum().backward()
