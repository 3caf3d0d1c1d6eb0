#: title = "eval() records all the same"
#: category = "requires-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#evaluation-mode-nn-module-eval",
#: ]
#: observe = ["lin.weight.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
import torch
import torch.nn as nn
lin = nn.Linear(2, 1, bias=False)
lin.eval()
lin(torch.tensor([[2., -1.]])).sum().backward()
