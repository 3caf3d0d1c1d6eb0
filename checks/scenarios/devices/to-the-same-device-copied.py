#: title = "to(device, copy=True) copies also where the tensor is there already"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "to-the-same-device"
#: why = """
#: copy=True gives memory of its own, so that the write does not reach what was saved.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
loss = (y * y).sum()
z = y.to("cuda", copy=True)
with torch.no_grad():
    z.mul_(3)
loss.backward()
