#: title = "Results of five functions are saved in a row, the second is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 0.5], requires_grad=True)
a = torch.sigmoid(x)
b = torch.tanh(a)
c = torch.sqrt(b)
d = torch.rsqrt(c)
y = torch.reciprocal(d)
b.mul_(2)
(y * torch.tensor([1., 10.])).sum().backward()
