#: title = "A discriminator is stepped before the generator's backward pass"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: observe = ["g.grad"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: expect.tinygrad = "silent_wrong"
#: error = "modified_after_save"
#: twin = "two-losses-step-after"
#: why = """
#: The generator's loss went through the discriminator's weights, which the step has overwritten. Compute that
#: loss after the step, or do both backward passes before it.
#: """
import torch
g = torch.tensor([[0.5, -1.], [2., 0.25]], requires_grad=True)
d = torch.tensor([1.5, -0.5], requires_grad=True)
opt = torch.optim.SGD([d], lr=0.1)
noise = torch.tensor([[1., 2.], [-3., 0.5]])
fake = torch.tanh(noise @ g)
score = fake @ d
d_loss = (fake.detach() @ d).sum()
g_loss = -(score ** 2).mean()
opt.zero_grad()
d_loss.backward()
opt.step()
g_loss.backward()
