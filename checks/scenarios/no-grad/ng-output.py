#: title = "Under no_grad nothing is recorded"
#: category = "no-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_no_grad",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html",
#: ]
#: observe = ["y.requires_grad", "y.is_leaf", "x.grad"]
#: expect.default = "correct"
#: right = { "y.requires_grad" = false, "y.is_leaf" = true }
#: why = """
#: y is a plain value: no history, a leaf that does not require grad. In z it counts as a constant, so x.grad is y
#: and not 4x. That is what the block asked for.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.no_grad():
    y = x * 2
z = x * y
z.sum().backward()
