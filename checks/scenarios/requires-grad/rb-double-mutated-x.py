#: title = "A leaf changed between a gradient and the gradient's gradient is caught"
#: category = "requires-grad"
#: source = ["pytorch test/test_autograd.py::test_grad"]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: expect.tinygrad = "silent_drop"
#: error = "modified_after_save"
#: error_line = 18
#: twin = "rb-double-data-x"
#: why = """
#: The recorded backward saved x. The optimizer's step in between changed it, and the second pass says so.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
g = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)[0]
with torch.no_grad():
    x -= 0.5 * g
g.sum().backward()
