#: title = "A custom backward that writes to its incoming gradient"
#: category = "in-place"
#: source = [
#:   "pytorch/pytorch#81417",
#:   "pytorch/pytorch#194143",
#: ]
#: observe = ["x.grad", "w.grad"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: why = """
#: add() hands one gradient to both operands; the write changes the sibling's too, since the function made last runs first. Return g * 10.
#: """
import torch
from gradproof.prelude import function
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
tenfold = function(forward=lambda t: t * 10, backward=lambda g: g.mul_(10))
h = w * 4
((h + tenfold(x)) * 3).sum().backward()
