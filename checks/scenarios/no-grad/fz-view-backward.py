#: title = "A view made under no_grad has no place where a backward pass could start"
#: category = "no-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad"]
#: expect.default = "detected"
#: error = "no_graph"
#: twin = "fz-view-summed"
import torch
a = torch.tensor([1.5, -2.0, 0.5], requires_grad=True)
y = a * a
with torch.no_grad():
    v = y[1]
v.backward()
