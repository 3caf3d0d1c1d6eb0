#: title = "The argument of log is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = h.log()
h.mul_(2)
y.sum().backward()
