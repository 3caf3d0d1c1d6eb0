#: title = "A write that nobody declares"
#: category = "detach-vs-data"
#: source = ["pytorch:c10/core/TensorImpl.h (Version Counter Sharing)"]
#: observe = ["x.grad", "version(h)"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: right = { "version(h)" = 0 }
#: twin = "dd-raw-write-declared"
#: why = """
#: A kernel that knows nothing of autograd wrote into h's memory. It is .data without even the alias: no counter
#: anywhere moved.
#: """
import torch
from gradproof.prelude import raw_write, version
x = torch.tensor([3., -1.], requires_grad=True)
h = x * 1
y = h ** 2
raw_write(h, 50)
y.sum().backward()
