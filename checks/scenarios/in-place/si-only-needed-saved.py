#: title = "Only what a gradient needs is saved"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_autograd.py::test_no_unnecessary_save",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors",
#: ]
#: expect.default = "correct"
#: twin = "si-const-saved"
#: why = """
#: h would be needed for c's gradient, and c asks for none. So h was not saved and may be written.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
c = torch.tensor([3., -1.])
h = x * 1
y = h * c
h.add_(5)
y.sum().backward()
