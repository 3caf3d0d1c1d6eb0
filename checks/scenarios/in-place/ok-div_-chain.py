#: title = "In-place quotients and differences, one after the other"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace"]
#: expect.default = "correct"
#: why = """
#: y ends as x - w * w, step by step in one memory. Each operation keeps what its own gradient needs.
#: """
import torch
x = torch.tensor([3., 7.], dtype=torch.float64, requires_grad=True)
w = torch.tensor([2., -4.], dtype=torch.float64, requires_grad=True)
y = x * 1
y.div_(w)
y.sub_(w)
y.mul_(w)
y.sum().backward()
