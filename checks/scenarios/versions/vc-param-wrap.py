#: title = "A parameter shares the counter of the tensor that it was made from"
#: category = "versions"
#: source = ["pytorch:torch/nn/parameter.py"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: why = """
#: nn.Parameter(t) is an alias by detach. Give it a clone where t is written later.
#: """
import torch
import torch.nn as nn
t = torch.tensor([3., 7.])
p = nn.Parameter(t)
y = p ** 2
t.fill_(50)
y.sum().backward()
