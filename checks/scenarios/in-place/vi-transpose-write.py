#: title = "A write through a transposed view is part of the function"
#: category = "in-place"
#: source = ["pytorch test/test_autograd.py::test_inplace_on_view"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: why = """
#: The row of the transposed view is a column of h; its gradient counts the factor 5.
#: """
import torch
x = torch.tensor([[1.5, -2.0], [3.0, 7.0]], requires_grad=True)
h = x * 2
h.t()[0].mul_(5)
(h * torch.tensor([[1.0, 2.0], [3.0, 4.0]])).sum().backward()
