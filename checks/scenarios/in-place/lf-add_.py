#: title = "A leaf that requires grad written in place"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_autograd.py::test_no_requires_grad_inplace",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd",
#: ]
#: expect.default = "detected"
#: error = "leaf_write"
#: error_line = 17
#: twin = "lf-nograd-ok"
#: why = """
#: Recording this write would make x a result, and its .grad would never be filled. Autograd refuses; write under
#: no_grad, or make a new tensor.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.add_(1)
(x * x).sum().backward()
