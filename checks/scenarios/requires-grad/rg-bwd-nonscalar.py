#: title = "backward() without a seed on a result with several elements"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_backward_no_grad",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html",
#: ]
#: expect.default = "detected"
#: error = "non_scalar_seed"
#: error_line = 18
#: twin = "rg-bwd-seed"
#: why = """
#: The derivative of several outputs is a matrix; backward computes a vector times that matrix, and the vector (the
#: seed) is only obvious when there is one output. Sum the result or pass gradient=.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
y.backward()
