#: title = "A hook on a tensor that is no view runs for what it was before the write"
#: category = "in-place"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad"]
#: expect.default = "correct"
#: twin = "fz-hook-on-written-view"
import torch
a = torch.tensor(3.0, requires_grad=True)
y = a * 2
v = y * 1.5
v.register_hook(lambda g: g * 2)
v.mul_(a)
v.sum().backward()
