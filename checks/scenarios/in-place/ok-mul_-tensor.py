#: title = "A recorded in-place product with a tensor"
#: category = "in-place"
#: source = ["pytorch/pytorch#4189", "pytorch/pytorch#55980"]
#: expect.default = "correct"
#: why = """
#: w's gradient needs y as it was before the write, so mul_ keeps a copy of it first. Both gradients are right.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
y = x * 2
y.mul_(w)
y.sum().backward()
