#: title = "A write to what .cpu() copied from a device does not reach what was saved"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "detach-then-write-on-the-device"
#: why = """
#: On a device cpu() is a copy: the write changes the copy alone. On the host, where cpu() hands back the tensor
#: itself, the same line raises in backward.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
loss = (y * y).sum()
y.cpu().detach().zero_()
y.detach().cpu().zero_()
loss.backward()
