#: title = "A list operation writes a saved tensor"
#: category = "in-place"
#: source = ["pytorch/pytorch#93901"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
torch._foreach_add_([c], 1)
y.sum().backward()
