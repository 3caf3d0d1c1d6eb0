#: title = "A hook that writes into a saved tensor is caught"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 17
#: twin = "hk-mutates-saved-data"
#: why = """
#: Hooks run while backward runs. A write to h counts there as anywhere, and the multiplication below finds its saved
#: factor changed.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
h = x * 3
y = h * h
y.register_hook(lambda g: h.detach().add_(5) * 0 + g)
y.sum().backward()
