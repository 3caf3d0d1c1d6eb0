#: title = "A hook keeps its gradient, a second backward pass follows"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: observe = ["stash", "x.grad"]
#: expect.default = "correct"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
stash = torch.zeros(2)
y = x * torch.tensor([1., 10.])
handle = y.register_hook(lambda g: (stash.copy_(g), None)[1])
y.sum().backward(retain_graph=True)
handle.remove()
(y * 5).sum().backward()
