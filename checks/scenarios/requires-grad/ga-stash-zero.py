#: title = "A kept reference to .grad is zeroed with it"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html"]
#: observe = ["x.grad", "kept"]
#: expect.default = "silent_state"
#: expect.mlx = "silent_state"
#: expect.tinygrad = "silent_state"
#: intend = { "kept" = [3, 5] }
#: twin = "ga-stash-clone"
#: why = """
#: kept and x.grad are one tensor. zero_() on the gradient empties both; clone it, or set the gradient to None, to keep
#: the old one.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
(x * torch.tensor([3.0, 5.0])).sum().backward()
kept = x.grad
x.grad.zero_()
