#: title = "A leaf may be written under no_grad once backward is done"
#: category = "no-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_no_grad_assignment",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#locally-disabling-gradient-computation",
#: ]
#: observe = ["x.grad", "w.grad", "w._version"]
#: expect.default = "correct"
#: right = { "w._version" = 1 }
#: twin = "ng-write-saved"
#: why = """
#: Each loss reads w as it is when the product runs; between the two nothing is pending. x.grad is w + 10w.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
(x * w).sum().backward()
with torch.no_grad():
    w.mul_(10)
(x * w).sum().backward()
