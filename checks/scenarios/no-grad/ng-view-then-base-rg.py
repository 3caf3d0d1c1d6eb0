#: title = "A view from no_grad is written after its base became a leaf"
#: category = "no-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: error = "view_write"
import torch
w = torch.tensor([4.], requires_grad=True)
b = torch.tensor([3., 7.])
with torch.no_grad():
    v = b[0:1]
b.requires_grad_()
v.copy_(w)
b.sum().backward()
