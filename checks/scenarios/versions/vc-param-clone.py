#: title = "A parameter made from a clone does not see writes to the original"
#: category = "versions"
#: source = ["pytorch:torch/nn/parameter.py"]
#: expect.default = "correct"
#: twin = "vc-param-wrap"
import torch
import torch.nn as nn
t = torch.tensor([3., 7.])
p = nn.Parameter(t.clone())
y = p ** 2
t.fill_(50)
y.sum().backward()
