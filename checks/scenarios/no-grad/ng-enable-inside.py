#: title = "enable_grad inside no_grad records again"
#: category = "no-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_enable_grad_decorator_no_paren",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.enable_grad.html",
#: ]
#: observe = ["y.requires_grad", "z.requires_grad", "x.grad"]
#: expect.default = "correct"
#: right = { "y.requires_grad" = true, "z.requires_grad" = false }
#: twin = "ng-output-backward"
#: why = """
#: The innermost setting wins, and leaving a block restores the one outside. y is recorded, z is not.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.no_grad():
    with torch.enable_grad():
        y = x * x
    z = y * 5
y.sum().backward()
