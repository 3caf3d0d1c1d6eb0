#: title = "The result of exp written in place"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_autograd.py::test_inplace",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 19
#: twin = "dd-data-write-output"
#: why = """
#: exp saved its own result, which is its derivative. The result was written; the error names exp's output as the one
#: that changed.
#: """
import torch
x = torch.tensor([0.5, -1.], requires_grad=True)
y = x.exp()
y.add_(1)
y.sum().backward()
