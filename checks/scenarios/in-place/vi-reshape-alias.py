#: title = "reshape was a view, and the write reaches what was saved"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_view_ops.py::TestViewOps::test_reshape_view",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.reshape.html",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 19
#: twin = "vi-reshape-copy"
#: why = """
#: reshape copies only when it must. Here it need not: the result is a view of h, and writing it writes h.
#: """
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
h = x * 1
y = h ** 2
h.reshape(4).mul_(3)
y.sum().backward()
