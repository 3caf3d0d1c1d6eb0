#: title = "Rows from unbind are written in a loop"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace_on_view_multi_output_unsafe"]
#: expect.default = "detected"
#: error = "view_write"
#: twin = "vi-index-rows"
import torch
x = torch.tensor([[1., 2.], [3., 5.]], requires_grad=True)
h = x * 1
rows = h.unbind()
for i in range(2):
    rows[i].add_(1)
h.sum().backward()
