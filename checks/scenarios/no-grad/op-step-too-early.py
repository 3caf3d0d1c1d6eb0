#: title = "An optimizer's step between forward and backward"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks",
#: ]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: expect.tinygrad = "silent_wrong"
#: error = "modified_after_save"
#: error_line = 23
#: twin = "op-momentum"
#: why = """
#: mul() saved w, and the step wrote to it: its counter moved. Step after backward.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
w.grad = torch.tensor([1., 2.])
y = x * w
opt.step()
y.sum().backward()
