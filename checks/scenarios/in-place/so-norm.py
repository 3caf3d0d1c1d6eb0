#: title = "A norm is scaled in place"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.norm.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 4.], requires_grad=True)
n = torch.norm(x)
n.mul_(2)
n.backward()
