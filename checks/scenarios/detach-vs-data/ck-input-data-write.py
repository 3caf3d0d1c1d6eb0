#: title = "A checkpoint's input written through .data before backward"
#: category = "detach-vs-data"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/checkpoint.html",
#: ]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: twin = "ck-input-kept"
#: why = """
#: .data has a counter of its own: the second run reads the new values and nobody notices.
#: """
import torch
from gradproof.prelude import checkpoint
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = checkpoint(lambda t: t * t, h)
h.data.add_(9)
y.sum().backward()
