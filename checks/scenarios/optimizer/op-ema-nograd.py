#: title = "A moving average is written into a weight under no_grad before backward"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/optim.html"]
#: expect.default = "detected"
#: expect.tinygrad = "silent_drop"
#: error = "modified_after_save"
#: twin = "op-ema-data"
import torch
w = torch.tensor([3., 7.], requires_grad=True)
x = torch.tensor([2., -1.], requires_grad=True)
y = w * x
with torch.no_grad():
    w.mul_(0.9).add_(torch.tensor([1., 5.]), alpha=0.1)
(y * torch.tensor([1., 10.])).sum().backward()
