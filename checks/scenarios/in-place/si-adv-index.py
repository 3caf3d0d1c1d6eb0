#: title = "The positions of an index are written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/tensors.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
i = torch.tensor([2, 1])
y = x[i]
i.zero_()
(y * torch.tensor([1., 10.])).sum().backward()
