#: title = "A weight is clamped under no_grad before backward"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.clamp.html"]
#: expect.default = "detected"
#: expect.tinygrad = "silent_drop"
#: error = "modified_after_save"
import torch
w = torch.tensor([3., 7.], requires_grad=True)
x = torch.tensor([2., -1.], requires_grad=True)
y = w * x
with torch.no_grad():
    w.clamp_(0, 5)
(y * torch.tensor([1., 10.])).sum().backward()
