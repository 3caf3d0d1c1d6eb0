#: title = "A saved tensor gets other memory by set_"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.set_.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
c.set_(torch.tensor([50., 60.]))
y.sum().backward()
