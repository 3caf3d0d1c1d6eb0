#: title = "A soft target update through .data while a loss still needs the target"
#: category = "detach-vs-data"
#: source = ["pytorch/pytorch#30987"]
#: expect.default = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: twin = "target-net-after-backward"
#: why = """
#: The product saved the target network's value for the online gradient. The update goes through .data, so backward
#: uses the mixture. Update after backward, or under no_grad so that a slip is noticed.
#: """
import torch
online = torch.tensor([2., -1.], requires_grad=True)
target = torch.tensor([4., 8.])
loss = (online * target).sum()
target.data.copy_(0.5 * target + 0.5 * online.detach())
loss.backward()
