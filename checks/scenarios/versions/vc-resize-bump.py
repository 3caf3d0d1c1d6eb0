#: title = "resize_ to other sizes of the same number of elements"
#: category = "versions"
#: source = ["pytorch:test/test_autograd.py::test_resize_version_bump"]
#: observe = ["before", "after"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: expect."pytorch<2.1" = "silent_state"
#: right.before = 0
#: right.after = 1
#: why = """
#: Upstream's test asks for one count where sizes change and none where they stay.
#: """
import torch
from gradproof.prelude import version
c = torch.tensor([3., 7.])
c.resize_((2,))
before = version(c)
c.resize_((1, 2))
after = version(c)
