#: title = "A tensor that needs no gradient is saved and written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 16
#: twin = "si-only-needed-saved"
#: why = """
#: c requires no grad, but x's gradient is c. Versions are counted for plain tensors too.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
c = torch.tensor([3., -1.])
y = x * c
c.add_(5)
y.sum().backward()
