#: title = "Operands on two devices are refused"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "detected"
#: expect."native:sim+audit" = "detected"
#: error = "device_access"
#: twin = "a-number-of-the-host"
#: why = """
#: Nothing is moved silently: only a single number of the host may take part in an operation on a device. Move
#: one operand with to().
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
w = torch.tensor([1., 2., 3.])
(x * w).sum().backward()
