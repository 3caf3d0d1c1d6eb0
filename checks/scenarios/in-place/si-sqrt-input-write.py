#: title = "The input of sqrt may be written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "correct"
#: twin = "so-sqrt"
#: why = """
#: sqrt saves its result only.
#: """
import torch
x = torch.tensor([4.0, 9.0], requires_grad=True)
h = x * 1
y = h.sqrt()
h.add_(1)
y.sum().backward()
