#: title = "A tensor that a checkpoint closes over written before backward"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/checkpoint.html",
#: ]
#: observe = ["x.grad"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: twin = "ck-input-write"
#: why = """
#: c is no input of the checkpoint, so nobody saved its version: the second run multiplies by what it holds then. Hand it over as an input.
#: """
import torch
from gradproof.prelude import checkpoint
x = torch.tensor([3., 7.], requires_grad=True)
c = torch.tensor([2., 5.])
y = checkpoint(lambda t: t * c, x)
c.add_(9)
y.sum().backward()
