#: title = "The innermost set_grad_enabled decides"
#: category = "no-grad"
#: source = ["pytorch test/test_autograd.py::test_set_grad_enabled"]
#: observe = ["x.grad", "flags"]
#: expect.default = "correct"
#: right = { "flags" = [false, true, false, true] }
#: why = """
#: Each context puts back what it found when it is left.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
flags = []
with torch.no_grad():
    a = x * 2
    flags.append(a.requires_grad)
    with torch.set_grad_enabled(True):
        b = x * 3
        flags.append(b.requires_grad)
    flags.append(torch.is_grad_enabled())
flags.append(torch.is_grad_enabled())
(a + b).sum().backward()
