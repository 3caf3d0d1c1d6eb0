#: title = "Setting .grad to None leaves a kept reference alone"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html"]
#: observe = ["x.grad", "kept"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: intend = { "kept" = [3, 5] }
#: twin = "ga-stash-zero"
#: why = """
#: The leaf lets go of its gradient; the next backward makes a new one. The program's reference keeps the old.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
(x * torch.tensor([3.0, 5.0])).sum().backward()
kept = x.grad
x.grad = None
(x * 7).sum().backward()
