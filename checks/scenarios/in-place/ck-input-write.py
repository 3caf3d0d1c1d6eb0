#: title = "A checkpoint's input written before backward"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/checkpoint.html",
#: ]
#: expect.default = "detected"
#: expect."pytorch<2.1" = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: error = "modified_after_save"
#: error_line = 22
#: twin = "ck-input-kept"
#: why = """
#: The part is computed again from h, which must be what it was: PyTorch 2.15 saves it with its version.
#: """
import torch
from gradproof.prelude import checkpoint
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = checkpoint(lambda t: t * t, h)
h.add_(9)
y.sum().backward()
