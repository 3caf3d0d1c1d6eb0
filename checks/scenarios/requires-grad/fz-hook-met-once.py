#: title = "A hook runs once for double backward if its operation saved its operand"
#: category = "requires-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad"]
#: expect.default = "correct"
#: twin = "fz-hook-met-again"
import torch
a = torch.tensor([2.0], requires_grad=True)
y = a.sin()
y.register_hook(lambda g: g * 2)
g = torch.autograd.grad(y.sum(), [a], create_graph=True)[0]
g.sum().backward()
