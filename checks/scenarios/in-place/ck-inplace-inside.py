#: title = "A checkpoint that writes to its own input"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/checkpoint.html",
#: ]
#: expect.default = "detected"
#: expect."pytorch<2.1" = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: error = "modified_after_save"
#: error_line = 21
#: twin = "ck-input-kept"
#: why = """
#: The second run would multiply h once more.
#: """
import torch
from gradproof.prelude import checkpoint
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = checkpoint(lambda t: t.mul_(2) * t, h)
y.sum().backward()
