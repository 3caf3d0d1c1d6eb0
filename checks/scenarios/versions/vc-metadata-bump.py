#: title = "Changing sizes or strides in place counts as a write"
#: category = "versions"
#: source = ["pytorch/pytorch#53342"]
#: observe = ["counts", "c"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right.counts = 5
#: why = """
#: t_, transpose_, unsqueeze_, squeeze_ and as_strided_ write no number, and are counted all the same.
#: """
import torch
from gradproof.prelude import version
c = torch.tensor([[3., 7., 1.], [1., 2., 4.]])
c.t_()
c.transpose_(0, 1)
c.unsqueeze_(0)
c.squeeze_(0)
c.as_strided_((2, 2), (3, 1))
counts = version(c)
