#: title = "A tensor is copied onto itself, shifted by one"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_torch.py::test_shift_mem_overlap",
#:   "https://docs.pytorch.org/docs/stable/notes/numerical_accuracy.html",
#: ]
#: expect.default = "detected"
#: expect.paddle = "silent_wrong"
#: error = "overlap"
#: twin = "vi-shift-write-clone"
#: why = """
#: Elements would be read after they were overwritten, or before, as the loop happens to run. Copy from a clone
#: of the source.
#: """
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
h = x * 1
h[1:].copy_(h[:-1])
(h * torch.tensor([1., 2., 4.])).sum().backward()
