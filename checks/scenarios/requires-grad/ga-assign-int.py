#: title = "A gradient of integers is assigned"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: expect.libtorch = "error"
#: expect.paddle = "silent_wrong"
#: error = "set_grad"
#: note = "The C++ interface assigns unchecked, and the accumulation then finds two types."
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.grad = torch.tensor([1, 10])
(x * 2).sum().backward()
