#: title = "A write through a view of a transposed view"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_autograd.py::test_inplace_on_view_of_view",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: why = """
#: However long the chain, the write lands in known elements of h, here the last two of row 0, and only they are
#: scaled.
#: """
import torch
x = torch.tensor([[3., 7., 1.], [1., 2., 4.]], requires_grad=True)
h = x * 1
h.t()[1:].select(1, 0).mul_(5)
(h * torch.tensor([[1., 2., 3.], [4., 5., 6.]])).sum().backward()
