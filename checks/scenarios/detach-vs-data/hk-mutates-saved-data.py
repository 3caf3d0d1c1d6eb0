#: title = "A hook that writes into a saved tensor through .data is not"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "silent_wrong"
#: twin = "hk-mutates-saved"
#: why = """
#: .data has a counter of its own. The factor that the multiplication saved has changed during backward and nobody knows.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
h = x * 3
y = h * h
y.register_hook(lambda g: h.data.add_(5) * 0 + g)
y.sum().backward()
