#: title = "Two forward passes of a spectral norm share the vectors of the iteration"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.spectral_norm.html"]
#: observe = ["w.grad"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: twin = "spectral-norm-power-iteration"
#: why = """
#: The second pass iterates in place on the vectors that the first one saved: PyTorch's own module clones them
#: for this reason.
#: """
import torch
w = torch.tensor([[0.5, -1.], [2., 0.25]], requires_grad=True)
u = torch.tensor([1., 0.5])
v = torch.tensor([0.25, 1.])
total = torch.tensor(0.)
for i in range(2):
    with torch.no_grad():
        v.copy_(w.t() @ u)
        v.div_(v.norm())
        u.copy_(w @ v)
        u.div_(u.norm())
    sigma = u @ (w @ v)
    total = total + (w / sigma).sum()
total.backward()
