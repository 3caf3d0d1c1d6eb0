#: title = "A product with x.grad.data, then a second pass accumulates"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: observe = ["w.grad"]
#: expect.default = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: twin = "ga-grad-clone-then-bwd"
#: why = """
#: .data has a counter of its own, and the second pass adds into the memory that the product saved.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
(x * torch.tensor([1., 10.])).sum().backward()
y = w * x.grad.data
(x * torch.tensor([2., 5.])).sum().backward()
y.sum().backward()
