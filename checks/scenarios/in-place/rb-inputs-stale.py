#: title = "backward(inputs=) for a value that was overwritten gives nothing, without a word"
#: category = "in-place"
#: source = ["pytorch/pytorch#79708"]
#: observe = ["y.grad"]
#: expect.default = "silent_drop"
#: twin = "rb-wrt-stale"
#: why = """
#: autograd.grad refuses an input that was not used; backward(inputs=) leaves its grad at None.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
y = x * 3
z = y * 5
y.mul_(2)
z.sum().backward(inputs=[y])
