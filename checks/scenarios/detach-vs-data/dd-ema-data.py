#: title = "A moving average through .data between forward and backward"
#: category = "detach-vs-data"
#: source = ["pytorch/pytorch#30987"]
#: expect.default = "silent_wrong"
#: why = """
#: Averaging weights in place is harmless after backward. Before it, x's gradient is the averaged weight and not the one
#: that was used.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
w = torch.tensor([3.0, 5.0], requires_grad=True)
y = (w * x).sum()
w.data.mul_(0.9).add_(0.5)
y.backward()
