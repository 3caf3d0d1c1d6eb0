#: title = "backward(gradient=...) weighs the outputs"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html"]
#: expect.default = "correct"
#: twin = "rg-bwd-nonscalar"
#: why = """
#: The seed is the gradient of whatever comes after y. Backward multiplies it with y's derivative: x.grad is 2x times
#: the seed.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * x
y.backward(torch.tensor([1., -0.5]))
