#: title = "What a norm was taken of is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.norm.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 4.], requires_grad=True)
h = x * 1
n = torch.norm(h)
h.mul_(torch.tensor([1., 5.]))
n.backward()
