#: title = "A write to the result of a list index"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_view_ops.py::test_advanced_indexing_nonview",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: expect.default = "correct"
#: twin = "vi-slice-write"
#: why = """
#: An index that is a list copies; the copy is multiplied and dropped. h[0] or h[0:1] is a view.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
h[[0]].mul_(5)
(h * torch.tensor([1., 10.])).sum().backward()
