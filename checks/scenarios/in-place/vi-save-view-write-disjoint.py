#: title = "A view is saved, another part of the base is written"
#: category = "in-place"
#: source = [
#:   "pytorch/pytorch#114505",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks",
#: ]
#: expect.default = "false_alarm"
#: error_line = 19
#: twin = "vi-save-view-write-base"
#: why = """
#: The two parts do not overlap and the gradient would be right, but they share a counter.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
v = h[0:1]
y = v ** 2
h[1:2].mul_(10)
y.sum().backward()
