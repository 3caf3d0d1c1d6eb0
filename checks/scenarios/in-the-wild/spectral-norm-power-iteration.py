#: title = "Power iteration under no_grad, then a norm by the vectors found"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.spectral_norm.html"]
#: observe = ["w.grad"]
#: expect.default = "correct"
import torch
w = torch.tensor([[0.5, -1.], [2., 0.25]], requires_grad=True)
u = torch.tensor([1., 0.5])
v = torch.tensor([0.25, 1.])
for i in range(2):
    with torch.no_grad():
        v.copy_(w.t() @ u)
        v.div_(v.norm())
        u.copy_(w @ v)
        u.div_(u.norm())
    sigma = u.clone() @ (w @ v.clone())
    (w / sigma).sum().backward()
