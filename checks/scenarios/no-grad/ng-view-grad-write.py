#: title = "A view made under no_grad, written where gradients are recorded"
#: category = "no-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_autograd_views_codegen",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: expect.default = "detected"
#: error = "view_write"
#: error_line = 20
#: twin = "ng-write-through-view"
#: why = """
#: The view was made without recording, so autograd does not know how v lies in y; a recorded write through it could
#: not be taken back to y. It is refused at the write. Make the view outside the block, or write inside.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
with torch.no_grad():
    v = y[0:1]
v.mul_(3)
y.sum().backward()
