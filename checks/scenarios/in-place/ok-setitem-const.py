#: title = "Assigning a number to one element"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_setitem"]
#: expect.default = "correct"
#: why = """
#: The overwritten element no longer depends on x; the others keep their gradient.
#: """
import torch
x = torch.tensor([3., 7., -1.], requires_grad=True)
y = x * 2
y[1] = 5
y.sum().backward()
