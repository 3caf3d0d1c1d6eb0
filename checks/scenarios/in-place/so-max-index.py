#: title = "The positions that max returned are written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.max.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([[3., 7.], [9., 2.]], requires_grad=True)
v, i = x.max(1)
i.zero_()
(v * torch.tensor([1., 10.])).sum().backward()
