#: title = "Both backward passes of a generator and a discriminator, then the step"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: observe = ["g.grad", "d"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: twin = "two-losses-step-between"
import torch
g = torch.tensor([[0.5, -1.], [2., 0.25]], requires_grad=True)
d = torch.tensor([1.5, -0.5], requires_grad=True)
opt = torch.optim.SGD([d], lr=0.1)
noise = torch.tensor([[1., 2.], [-3., 0.5]])
fake = torch.tanh(noise @ g)
g_loss = -((fake @ d) ** 2).mean()
g_loss.backward()
opt.zero_grad()
d_loss = (fake.detach() @ d).sum()
d_loss.backward()
opt.step()
