#: title = "Parameters that live in a flat buffer by .data"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "silent_wrong"
#: twin = "vc-flat-param-view"
#: why = """
#: Assigning .data gives the parameter the memory of the buffer and leaves its counter alone: writes to the
#: buffer are not counted there.
#: """
import torch
import torch.nn as nn
flat = torch.tensor([3., 7., 1.])
p = nn.Parameter(torch.tensor([0., 0.]))
p.data = flat[0:2]
y = p ** 2
flat.fill_(50)
y.sum().backward()
