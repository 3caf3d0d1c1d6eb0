#: title = "A write to a clone of .data leaves what was saved as it was"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "data-then-write-on-the-device"
#: why = """
#: clone() copies the bytes; who writes there changes nothing that backward reads.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
loss = (y * y).sum()
y.data.clone().zero_()
loss.backward()
