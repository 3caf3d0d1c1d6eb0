#: title = "reshape was a copy, and the write is lost"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_view_ops.py::TestViewOps::test_reshape_nonview",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.reshape.html",
#: ]
#: observe = ["x.grad", "h._version"]
#: expect.default = "correct"
#: right = { "h._version" = 0 }
#: twin = "vi-reshape-alias"
#: why = """
#: A transposed tensor cannot be flattened without copying, so the write goes to a temporary copy that nobody holds:
#: h is unchanged and the gradient right. Whether reshape aliases depends on strides, which is why writing through it
#: is a trap.
#: """
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
h = x * 1
y = h ** 2
h.t().reshape(4).mul_(3)
y.sum().backward()
