#: title = "On a device too detach() shares memory and counter"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "detected"
#: expect."native:sim+audit" = "detected"
#: error = "modified_after_save"
#: twin = "cpu-then-write"
#: why = """
#: detach() without a copy is an alias wherever the tensor lives: the write is counted and backward refuses. Copy
#: first (.cpu(), .clone()) or do not write.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
loss = (y * y).sum()
y.detach().zero_()
loss.backward()
