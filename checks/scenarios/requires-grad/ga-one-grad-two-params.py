#: title = "One tensor as the .grad of two leaves gathers both gradients"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "silent_wrong"
#: expect.tinygrad = "silent_wrong"
#: twin = "ga-user-grad-clone"
#: why = """
#: Both leaves accumulate into the same memory, so each shows the sum. Give every leaf a tensor of its own.
#: """
import torch
x = torch.tensor([1.5], requires_grad=True)
y = torch.tensor([-2.0], requires_grad=True)
shared = torch.zeros(1)
x.grad = shared
y.grad = shared
(2 * x + 3 * y).sum().backward()
