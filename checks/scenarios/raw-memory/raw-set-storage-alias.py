#: title = "An alias made by set_ is written"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.set_.html"]
#: expect.default = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: why = """
#: set_ gives a tensor the memory of another, and leaves each its own counter.
#: """
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
d = torch.empty(0)
d.set_(c)
d.fill_(50)
y.sum().backward()
