#: title = "Memory is overwritten and put back before backward"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/notes/extending.html"]
#: expect.default = "by_request"
#: expect.libtorch = "unsupported"
#: twin = "raw-copy-result"
#: why = """
#: Backward sees the bytes that were saved, so a checker of bytes has nothing to say. The write itself was not
#: recorded: a derivative that followed it would be another.
#: """
import torch
from gradproof.prelude import raw_copy
x = torch.tensor([0.5, -1.], requires_grad=True)
y = torch.exp(x)
kept = y.detach().clone()
raw_copy(y, [0.25, 0.75])
raw_copy(y, kept)
(y * torch.tensor([1., 10.])).sum().backward()
