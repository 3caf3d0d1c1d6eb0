#: title = "A leaf of its own keeps its gradient when it is written under no_grad"
#: category = "requires-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["w.grad", "v.grad_fn"]
#: expect.default = "correct"
#: twin = "fz-reshaped-leaf-write"
import torch
w = torch.tensor([[1.0, 2.0], [3.0, 4.0]]).requires_grad_()
v = w[:1]
with torch.no_grad():
    w.mul_(3.0)
loss = (v * v).sum()
loss.backward()
