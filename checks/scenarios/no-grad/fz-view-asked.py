#: title = "A view made under no_grad is never used, whatever was computed from it"
#: category = "no-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad"]
#: expect.default = "detected"
#: error = "unused_input"
import torch
a = torch.tensor([1.5, -2.0, 0.5], requires_grad=True)
y = a * a
with torch.no_grad():
    v = y[1:]
loss = (v * 2).sum() + y.sum()
g = torch.autograd.grad(loss, [v])
