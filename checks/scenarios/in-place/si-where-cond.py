#: title = "The condition of where is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.where.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
c = torch.tensor([True, False, True])
y = torch.where(c, x, torch.zeros(3))
c.fill_(True)
(y * torch.tensor([1., 10., 100.])).sum().backward()
