#: title = "The diagonal is set to zero"
#: category = "in-place"
#: source = ["pytorch:test/test_view_ops.py::test_diagonal_view"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: why = """
#: diagonal is a view; zero_ ends the history of those elements only.
#: """
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
h = x * 1
h.diagonal().zero_()
(h * torch.tensor([[1., 2.], [4., 8.]])).sum().backward()
