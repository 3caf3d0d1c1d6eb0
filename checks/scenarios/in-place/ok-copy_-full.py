#: title = "copy_ replaces everything"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_copy_"]
#: expect.default = "correct"
#: expect.paddle = "silent_drop"
#: twin = "rg-int-dst-copy"
#: why = """
#: A recorded copy hands the gradient to its source; what was there before gets zeros.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
y = x * 2
y.copy_(w)
(y * torch.tensor([5., 9.])).sum().backward()
