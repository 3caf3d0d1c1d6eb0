#: title = "Rows from unbind are written in a loop"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
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
