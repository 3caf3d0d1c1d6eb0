#: title = "numpy() of a tensor on a device is refused"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "detected"
#: expect."native:sim+audit" = "detected"
#: error = "device_access"
#: twin = "numpy-after-both-orders"
#: why = """
#: numpy reads host memory, and a device tensor has none: PyTorch says to copy it with .cpu() first. Both orders
#: of cpu() and detach() before numpy() give the same numbers.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
n = y.detach().numpy()
y.sum().backward()
