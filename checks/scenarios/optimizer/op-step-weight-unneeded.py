#: title = "A step between forward and backward, where nobody needs the old weight"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/optim.html"]
#: observe = ["lin.weight.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "op-python-sgd"
#: why = """
#: The weight's own gradient needs the input, not the weight, and the input requires no grad: nothing that the
#: step wrote was saved.
#: """
import torch
import torch.nn as nn
lin = nn.Linear(2, 1, bias=False)
lin.weight.data = torch.tensor([[3., 7.]])
x = torch.tensor([[2., -1.]])
opt = torch.optim.SGD(lin.parameters(), lr=0.1)
lin(torch.tensor([[1., 5.]])).sum().backward()
y = lin(x)
opt.step()
y.sum().backward()
