#: title = "Memory that nobody saved is overwritten"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/notes/extending.html"]
#: observe = ["x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "raw-copy-result"
#: why = """
#: Addition keeps nothing; the result that the program holds has changed, the gradient has not.
#: """
import torch
from gradproof.prelude import raw_copy
x = torch.tensor([0.5, -1.], requires_grad=True)
y = x + 2
loss = (y * torch.tensor([1., 10.])).sum()
raw_copy(y, [0.25, 0.75])
loss.backward()
