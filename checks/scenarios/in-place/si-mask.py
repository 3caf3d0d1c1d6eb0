#: title = "The mask of masked_fill is cleared"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.masked_fill_.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
m = torch.tensor([True, False, True])
y = x.masked_fill(m, 0)
m.fill_(False)
(y * torch.tensor([1., 10., 100.])).sum().backward()
