#: title = "A computed weight is told not to require grad"
#: category = "requires-grad"
#: source = ["pytorch:torch/nn/utils/weight_norm.py"]
#: observe = ["g.grad"]
#: expect.default = "detected"
#: error = "requires_grad"
import torch
g = torch.tensor([3., 7.], requires_grad=True)
v = torch.tensor([1., 2.])
weight = g * v / v.norm()
weight.requires_grad_(False)
weight.sum().backward()
