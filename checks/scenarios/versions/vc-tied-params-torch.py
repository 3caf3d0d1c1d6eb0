#: title = "Two parameters of one tensor share one counter"
#: category = "versions"
#: source = ["pytorch:torch/nn/parameter.py"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: why = """
#: Both are aliases of t by detach, so a write to one is a write to the other.
#: """
import torch
import torch.nn as nn
t = torch.tensor([3., 7.])
p = nn.Parameter(t)
q = nn.Parameter(t)
y = p ** 2
with torch.no_grad():
    q.fill_(50)
y.sum().backward()
