#: title = "The result of rsqrt is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.rsqrt.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([4., 0.25], requires_grad=True)
y = x.rsqrt()
y.add_(1)
(y * torch.tensor([1., 10.])).sum().backward()
