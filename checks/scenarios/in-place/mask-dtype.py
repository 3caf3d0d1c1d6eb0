#: title = "A comparison is a mask of constants"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: observe = ["mask", "mask.requires_grad", "x.grad"]
#: expect.default = "correct"
#: right = { "mask.requires_grad" = false }
#: why = """
#: A comparison has no derivative; its bool result never requires grad. In the product it counts as zeros and ones, a
#: relu by hand.
#: """
import torch
x = torch.tensor([3., -7., 0.5], requires_grad=True)
mask = x > 0
y = x * mask
y.sum().backward()
