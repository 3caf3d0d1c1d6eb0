#: title = "A write through one view, read through another"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_autograd.py::test_inplace_on_view_backprop_view_of_view",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: why = """
#: v2 was made before the write, but it is a view: it shows the new numbers, and its gradient goes the new way.
#: """
import torch
x = torch.tensor([[3., 7., 1.], [1., 2., 4.]], requires_grad=True)
h = x * 1
v1 = h[:, 0:2]
v2 = h[0]
v1.mul_(5)
(v2 * torch.tensor([1., 10., 100.])).sum().backward()
