#: title = "A list operation adds a tensor with a history into a plain one"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "correct"
#: expect.libtorch = "detected"
#: expect."pytorch<2.1" = "detected"
#: note = "Before 2.1 the sum is not recorded, and a backward pass from it finds no graph."
import torch
x = torch.tensor([3., 7.], requires_grad=True)
buffer = torch.tensor([1., 2.])
torch._foreach_add_([buffer], [x * 3])
(buffer * torch.tensor([1., 10.])).sum().backward()
