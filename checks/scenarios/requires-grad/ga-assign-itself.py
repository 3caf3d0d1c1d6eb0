#: title = "A tensor is assigned as its own gradient"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: expect.libtorch = "correct"
#: error = "set_grad"
#: note = "The C++ interface assigns unchecked."
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.grad = x
(x * 2).sum().backward()
