#: title = "A view's node is asked for inside no_grad after the base was written"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace_on_view_then_no_grad"]
#: expect.default = "correct"
#: why = """
#: The node of a view is made again when somebody asks; that is done as if recording were on.
#: """
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
b = x * 1
v = b.view_as(b)
v[0][0] = 3.
with torch.no_grad():
    name = v.grad_fn.name()
(v * torch.tensor([[1., 2.], [4., 8.]])).sum().backward()
