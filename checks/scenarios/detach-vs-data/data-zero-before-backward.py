#: title = "A write through .data is invisible to the version counter"
#: category = "detach-vs-data"
#: source = [
#:   "pytorch/pytorch#30987",
#:   "https://discuss.pytorch.org/t/using-tensor-data/79640",
#:   "https://discuss.pytorch.org/t/clone-and-detach-in-v0-4-0/16861",
#: ]
#: expect.default = "silent_wrong"
#: twin = "detach-zero-before-backward"
#: why = """
#: .data gives an alias of b's memory with a version counter of its own. zero_ moves that one; b's stays at 0.
#: Backward believes that b is as it was saved, multiplies with zeros, and a.grad is [0, 0, 0] where [6, 1.3333,
#: 1.3333] is due.
#: """
import torch
a = torch.tensor([7., 0., 0.], requires_grad=True)
b = a + 2
loss = torch.mean(b * b)
b_ = b.data
b_.zero_()
loss.backward()
