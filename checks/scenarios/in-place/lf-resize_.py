#: title = "A leaf that requires grad is resized"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: error = "resize"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.resize_(1)
(x * 2).sum().backward()
