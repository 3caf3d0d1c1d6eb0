#: title = "del x.grad is x.grad = None"
#: category = "requires-grad"
#: source = ["pytorch test/test_autograd.py::test_grad_assignment"]
#: expect.default = "correct"
#: why = """
#: The next backward begins anew instead of adding up.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
(x * 3).sum().backward()
del x.grad
(x * torch.tensor([5.0, 7.0])).sum().backward()
