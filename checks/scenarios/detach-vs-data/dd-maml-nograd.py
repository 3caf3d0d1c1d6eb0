#: title = "An inner step under no_grad between forward and backward"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: expect.tinygrad = "silent_drop"
#: error = "modified_after_save"
#: twin = "dd-maml-data"
import torch
w = torch.tensor([3., 7.], requires_grad=True)
loss = (w ** 3 * torch.tensor([1., 10.])).sum()
g = torch.autograd.grad(loss, w, create_graph=True)[0]
with torch.no_grad():
    w -= 0.1 * g
(g ** 2).sum().backward()
