#: title = "A recorded write through a view reaches the base's gradient"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_autograd.py::test_inplace_on_view_backprop_base",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: twin = "ng-write-through-view"
#: why = """
#: Writing the view rewrites the history of the base: row 0 now went through a product with 5, row 1 did not.
#: """
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
h = x * 1
v = h[0]
v.mul_(5)
(h * torch.tensor([[1., 2.], [3., 4.]])).sum().backward()
