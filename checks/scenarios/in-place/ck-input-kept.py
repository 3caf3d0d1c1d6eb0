#: title = "A checkpoint's input that stays as it was"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/checkpoint.html",
#: ]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "ck-input-write"
#: why = """
#: Computed again from the same input, the part saves the same values.
#: """
import torch
from gradproof.prelude import checkpoint
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = checkpoint(lambda t: t * t, h)
y.sum().backward()
