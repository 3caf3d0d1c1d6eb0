#: title = "Gradients that autograd.grad hands out may be one tensor"
#: category = "requires-grad"
#: source = ["pytorch/pytorch#46168"]
#: observe = ["gx", "gy"]
#: expect.default = "silent_wrong"
#: expect.tinygrad = "silent_wrong"
#: why = """
#: Addition passes its gradient on to both inputs, and autograd.grad returns it twice without a copy. A write into one is
#: seen in the other.
#: """
import torch
x = torch.tensor([1.5], requires_grad=True)
y = torch.tensor([-2.0], requires_grad=True)
u = torch.tensor([4.0])
gx, gy = torch.autograd.grad(x + y, (x, y), u)
gx.mul_(50)
