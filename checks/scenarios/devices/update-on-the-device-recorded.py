#: title = "A weight on a device that requires grad is written in place"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "detected"
#: expect."native:sim+audit" = "detected"
#: error = "leaf_write"
#: twin = "update-on-the-device"
#: why = """
#: A leaf that requires grad is not written outside no_grad, on any device.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
(x * x).sum().backward()
x.sub_(0.1 * x.grad)
