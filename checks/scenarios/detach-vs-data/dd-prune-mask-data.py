#: title = "A pruning mask applied through .data between forward and backward"
#: category = "detach-vs-data"
#: source = ["pytorch/pytorch#30987"]
#: expect.default = "silent_wrong"
#: why = """
#: The forward pass used the full weight, backward the pruned one: x.grad is 0 where -4 is due, while w.grad is
#: right. Prune before the forward pass.
#: """
import torch
x = torch.tensor([1., 2., 5.], requires_grad=True)
w = torch.tensor([3., -4., 0.5], requires_grad=True)
mask = torch.tensor([1., 0., 1.])
loss = (w * x).sum()
w.data.mul_(mask)
loss.backward()
