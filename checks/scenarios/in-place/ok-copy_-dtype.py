#: title = "copy_ between dtypes returns the gradient in the source's dtype"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_copy_"]
#: observe = ["x.grad", "buffer.dtype == torch.float64", "x.grad.dtype == torch.float32"]
#: expect.default = "correct"
#: right = { "buffer.dtype == torch.float64" = true, "x.grad.dtype == torch.float32" = true }
#: why = """
#: The buffer computes in float64, x lives in float32; the gradient crosses back with the copy.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
buffer = torch.zeros(2, dtype=torch.float64)
buffer.copy_(x)
(buffer * buffer).sum().backward()
