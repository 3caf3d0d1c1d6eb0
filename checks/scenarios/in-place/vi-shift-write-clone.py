#: title = "A tensor is copied onto itself, shifted by one, by way of a clone"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: twin = "vi-shift-write"
#: why = """
#: The clone has memory of its own and hands its gradient on.
#: """
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
h = x * 1
h[1:].copy_(h[:-1].clone())
(h * torch.tensor([1., 2., 4.])).sum().backward()
