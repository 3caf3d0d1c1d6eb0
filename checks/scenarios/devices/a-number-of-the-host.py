#: title = "A 0-dim tensor of the host may take part on a device, and gets its gradient on the host"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: observe = ["x.grad", "w.grad", "g"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "operands-on-two-devices"
#: why = """
#: PyTorch takes a single number of the host as an operand anywhere, and brings its gradient back.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
w = torch.tensor(4., requires_grad=True)
(x * w).sum().backward()
g = w.grad * 2
