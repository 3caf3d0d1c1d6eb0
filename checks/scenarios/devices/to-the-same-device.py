#: title = "cuda() of a tensor that is there already is the tensor itself"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "detected"
#: expect."native:sim+audit" = "detected"
#: error = "modified_after_save"
#: twin = "to-the-same-device-copied"
#: why = """
#: Only a move copies. Where the tensor is on the device already, cuda() and to() hand back the same object, and
#: a write to it is a write to what was saved. Ask for to(..., copy=True).
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
loss = (y * y).sum()
z = y.cuda()
with torch.no_grad():
    z.mul_(3)
loss.backward()
