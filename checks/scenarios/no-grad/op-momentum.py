#: title = "Three steps of an optimizer"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html",
#: ]
#: observe = ["w", "w.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: twin = "op-step-too-early"
#: why = """
#: A step writes to w under no_grad after backward is done: nothing is pending.
#: """
import torch
w = torch.tensor([2., -1.], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1, momentum=0.9)
for i in range(3):
    opt.zero_grad()
    (w * w).sum().backward()
    opt.step()
