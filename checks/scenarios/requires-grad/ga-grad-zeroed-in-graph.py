#: title = "A gradient that is part of a graph is set to zero"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: twin = "ga-grad-data-then-bwd"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
(x ** 3).sum().backward(create_graph=True)
penalty = (x.grad ** 2).sum()
x.grad.zero_()
penalty.backward()
