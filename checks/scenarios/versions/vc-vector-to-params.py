#: title = "Parameters are replaced by the pieces of a vector between forward and backward"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.vector_to_parameters.html"]
#: observe = ["x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: why = """
#: The parameters get new memory; the graph keeps what it saved.
#: """
import torch
import torch.nn as nn
x = torch.tensor([[2., -1.]], requires_grad=True)
lin = nn.Linear(2, 1)
lin.weight.data = torch.tensor([[3., 7.]])
lin.bias.data = torch.tensor([1.])
y = lin(x)
nn.utils.vector_to_parameters(torch.tensor([9., 8., 7.]), lin.parameters())
y.sum().backward()
