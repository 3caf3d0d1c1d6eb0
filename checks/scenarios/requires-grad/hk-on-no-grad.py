#: title = "A hook on a tensor that requires no grad is refused"
#: category = "requires-grad"
#: source = ["pytorch test/test_autograd.py::test_hooks"]
#: observe = ["w.grad"]
#: expect.default = "detected"
#: error = "requires_grad"
#: error_line = 14
#: why = """
#: Nothing will ever arrive there, so registering is an error and not silently useless.
#: """
import torch
w = torch.tensor([1.5], requires_grad=True)
x = torch.tensor([2.0, 3.0])
x.register_hook(lambda g: g * 2)
(w * x).sum().backward()
