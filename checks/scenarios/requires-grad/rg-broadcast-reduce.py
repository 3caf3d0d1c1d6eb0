#: title = "The gradient of a broadcast operand is summed over the broadcast dimensions"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/broadcasting.html"]
#: expect.default = "correct"
#: why = """
#: b was read for every row and c for every column, so each of their elements has several uses, and its gradient is
#: the sum over them. The gradient always has the shape of its own tensor.
#: """
import torch
a = torch.tensor([[1., 2., 3.], [4., 5., 6.]], dtype=torch.float64, requires_grad=True)
b = torch.tensor([10., -20., 30.], dtype=torch.float64, requires_grad=True)
c = torch.tensor([[2.], [7.]], dtype=torch.float64, requires_grad=True)
(a * b * c).sum().backward()
