#: title = "A recorded in-place product with a number"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace"]
#: expect.default = "correct"
#: twin = "ng-write-nonleaf"
#: why = """
#: The factor is recorded: the gradient is 6.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
y.mul_(3)
y.sum().backward()
