#: title = "A hook on a view is passed by once the view is written"
#: category = "in-place"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad"]
#: expect.default = "silent_wrong"
#: twin = "fz-hook-on-written-tensor"
#: why = """
#: The write gives the base a new history that leads past the view's own node, where the hook waits. The gradient of what the
#: view was before the write is never doubled.
#: """
import torch
a = torch.tensor(3.0, requires_grad=True)
y = a * 2
v = y.view(1)
v.register_hook(lambda g: g * 2)
v.mul_(a)
v.sum().backward()
