#: title = "A hook writes the gradient of a sum, which is one number expanded"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: error = "overlap"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
h.register_hook(lambda g: g.mul_(10))
h.sum().backward()
