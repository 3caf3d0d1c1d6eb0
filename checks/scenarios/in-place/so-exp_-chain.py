#: title = "exp in place, and its result is used"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.exp_.html"]
#: expect.default = "correct"
import torch
x = torch.tensor([0.5, -1.], requires_grad=True)
h = x * 2
h.exp_()
(h * torch.tensor([1., 10.])).sum().backward()
