#: title = "A write to a slice"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: twin = "vi-advindex-lost-write"
#: why = """
#: A slice is a view: the write reaches h, and its gradient the factor.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
h[0:1].mul_(5)
(h * torch.tensor([1., 10.])).sum().backward()
