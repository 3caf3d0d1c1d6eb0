#: title = "A view made under no_grad requires grad as its base does, but leads nowhere"
#: category = "no-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad", "v.requires_grad", "v.grad_fn", "loss.requires_grad"]
#: expect.default = "correct"
#: twin = "fz-view-backward"
#: why = """
#: v was asked for without history, so nothing is due through it. Its sum is recorded all the same, because v says that it
#: requires grad; the pass ends there.
#: """
import torch
a = torch.tensor([1.5, -2.0, 0.5], requires_grad=True)
y = a * a
with torch.no_grad():
    v = y[1:]
loss = v.sum() + (3 * a).sum()
loss.backward()
