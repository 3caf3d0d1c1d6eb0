#: title = "A write to every second element"
#: category = "in-place"
#: source = ["pytorch test/test_autograd.py::test_inplace_on_view"]
#: expect.default = "correct"
#: why = """
#: Elements 0 and 2 were overwritten with a constant; their history ends there.
#: """
import torch
x = torch.tensor([1.5, -2.0, 3.0], requires_grad=True)
h = x * 2
h[::2] = 9.0
(h * torch.tensor([1.0, 2.0, 3.0])).sum().backward()
