#: title = "A gradient of another dtype cannot be assigned"
#: category = "requires-grad"
#: source = ["pytorch test/test_autograd.py::test_grad_assignment"]
#: expect.default = "detected"
#: expect.libtorch = "correct"
#: expect.paddle = "silent_wrong"
#: error = "set_grad"
#: error_line = 15
#: note = "libtorch assigns whatever it is given; the check is Python's."
#: why = """
#: .grad has the dtype of its tensor.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
x.grad = torch.ones(2, dtype=torch.float64)
(x * 2).sum().backward()
