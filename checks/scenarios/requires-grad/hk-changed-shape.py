#: title = "A hook may not change the shape of a gradient"
#: category = "requires-grad"
#: source = ["pytorch test/test_autograd.py::test_hooks"]
#: expect.default = "detected"
#: expect.paddle = "silent_wrong"
#: error = "gradient_shape"
#: error_line = 15
#: why = """
#: What a hook returns takes the gradient's place, so it must have its shape; a reduced or broadcast tensor is refused.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
h = x * 3
h.register_hook(lambda g: torch.ones(3))
(h * h).sum().backward()
