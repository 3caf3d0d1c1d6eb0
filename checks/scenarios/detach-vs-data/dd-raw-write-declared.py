#: title = "A write that was declared by hand"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.increment_version"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
#: error_line = 20
#: twin = "dd-raw-write"
#: why = """
#: Whoever writes behind autograd's back can say so: increment_version moves the counter as a write would, and the
#: stale value is noticed.
#: """
import torch
from gradproof.prelude import raw_write, increment_version
x = torch.tensor([3., -1.], requires_grad=True)
h = x * 1
y = h ** 2
raw_write(h, 50)
increment_version(h)
y.sum().backward()
