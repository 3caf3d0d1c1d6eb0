#: title = "retain_grad follows a tensor through a write"
#: category = "in-place"
#: source = ["pytorch test/test_autograd.py::test_retain_grad_inplace"]
#: observe = ["x.grad", "a.grad"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: why = """
#: a.grad is the gradient with respect to the a that the name holds when backward runs: the one after mul_.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
a = x * 3
a.retain_grad()
a.mul_(2)
(a * torch.tensor([5.0, 7.0])).sum().backward()
