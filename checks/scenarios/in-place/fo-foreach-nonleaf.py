#: title = "A list operation multiplies a tensor with a history"
#: category = "in-place"
#: source = ["pytorch/pytorch#53796"]
#: expect.default = "correct"
#: expect.libtorch = "silent_wrong"
#: expect."pytorch<2.1" = "silent_wrong"
#: why = """
#: Recorded since 2.1; before, the factor was missing from the gradient without a word.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
torch._foreach_mul_([h], 2)
(h * torch.tensor([1., 10.])).sum().backward()
