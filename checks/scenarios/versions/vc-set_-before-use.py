#: title = "A leaf gets other memory by set_ under no_grad, then it is used"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.set_.html"]
#: expect.default = "correct"
#: twin = "vc-set_-nograd-param"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.no_grad():
    x.set_(torch.tensor([50., 60.]))
y = x ** 2
(y * torch.tensor([1., 10.])).sum().backward()
