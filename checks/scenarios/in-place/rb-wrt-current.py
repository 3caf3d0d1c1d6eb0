#: title = "A gradient with respect to a written tensor is that of its newest value"
#: category = "in-place"
#: source = ["pytorch test/test_autograd.py::test_grad_to_node_inplace"]
#: observe = ["g"]
#: expect.default = "correct"
#: twin = "rb-wrt-stale"
#: why = """
#: The name y stands for the value after the write; what lies before it does not count.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
y = x * 3
y *= 2
g = torch.autograd.grad((y * torch.tensor([5.0, 7.0])).sum(), y)[0]
