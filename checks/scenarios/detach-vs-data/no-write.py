#: title = "Nobody writes: the gradient that is due"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "correct"
#: twin = "data-zero-before-backward"
#: why = """
#: loss is the mean of (a + 2) squared, so a.grad is 2(a + 2) / 3 = [6, 1.3333, 1.3333]. The other scenarios of this
#: family zero b between forward and backward and are measured against this.
#: """
import torch
a = torch.tensor([7., 0., 0.], requires_grad=True)
b = a + 2
loss = torch.mean(b * b)
loss.backward()
