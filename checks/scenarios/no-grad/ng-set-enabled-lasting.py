#: title = "set_grad_enabled as a call lasts until the next one"
#: category = "no-grad"
#: source = ["pytorch test/test_autograd.py::test_set_grad_enabled"]
#: expect.default = "correct"
#: why = """
#: Without `with` there is nothing to leave. What lies between the two calls is a constant.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
torch.set_grad_enabled(False)
y = x * 5
torch.set_grad_enabled(True)
(y * x).sum().backward()
