#: title = "A soft target update after backward"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#locally-disabling-gradient-computation"]
#: observe = ["online.grad", "target"]
#: expect.default = "correct"
#: twin = "dd-target-net-data"
#: why = """
#: The gradient is complete before the target moves.
#: """
import torch
online = torch.tensor([2., -1.], requires_grad=True)
target = torch.tensor([4., 8.])
loss = (online * target).sum()
loss.backward()
with torch.no_grad():
    target.mul_(0.5).add_(0.5 * online)
