#: title = "A weight on a device is updated under no_grad"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: observe = ["x", "x.grad"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "update-on-the-device-recorded"
#: why = """
#: The rules of leaves are the same on every device: under no_grad the update is counted and not recorded.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
(x * x).sum().backward()
with torch.no_grad():
    x.sub_(0.1 * x.grad)
x.grad = None
(x * x).sum().backward()
