#: title = "A leaf written through a view"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace_on_view_leaf_errors", "pytorch/pytorch#21875"]
#: expect.default = "detected"
#: expect.paddle = "silent_wrong"
#: error = "leaf_write"
#: error_line = 14
#: why = """
#: The rule for leaves holds for their views.
#: """
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
v = x.view(4)
v.mul_(2)
(x * x).sum().backward()
