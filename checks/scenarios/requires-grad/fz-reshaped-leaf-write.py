#: title = "A leaf made of a reshaped list loses its gradient when it is written under no_grad"
#: category = "requires-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["w.grad", "v.grad_fn"]
#: expect.default = "silent_drop"
#: twin = "fz-nested-leaf-write"
#: why = """
#: reshape() returned a view, so w is a leaf and a view at once. The update under no_grad moves the counter that w shares with
#: the list's tensor; v, taken before, is now read afresh from that base, which requires no grad. w.grad stays None.
#: """
import torch
w = torch.tensor([1.0, 2.0, 3.0, 4.0]).reshape(2, 2).requires_grad_()
v = w[:1]
with torch.no_grad():
    w.mul_(3.0)
loss = (v * v).sum()
loss.backward()
