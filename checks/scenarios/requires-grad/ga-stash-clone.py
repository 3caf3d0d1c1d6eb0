#: title = "A clone of .grad stays when the gradient is zeroed"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html"]
#: observe = ["x.grad", "kept"]
#: expect.default = "correct"
#: intend = { "kept" = [3, 5] }
#: twin = "ga-stash-zero"
#: why = """
#: clone() copies the numbers.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
(x * torch.tensor([3.0, 5.0])).sum().backward()
kept = x.grad.clone()
x.grad.zero_()
