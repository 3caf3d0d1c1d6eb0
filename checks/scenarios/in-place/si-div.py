#: title = "The divisor of a quotient is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
d = torch.tensor([2., -4.])
y = x / d
d.fill_(1)
y.sum().backward()
