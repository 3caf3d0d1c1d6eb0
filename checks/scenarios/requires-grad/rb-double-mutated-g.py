#: title = "A gradient is saved and checked like any tensor"
#: category = "requires-grad"
#: source = ["pytorch test/test_autograd.py::test_grad"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 15
#: why = """
#: pow saved g; writing g before the second backward is caught as it is for every other tensor.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
g = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)[0]
y = g ** 2
g.mul_(2)
y.sum().backward()
