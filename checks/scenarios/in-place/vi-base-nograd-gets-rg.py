#: title = "A view of a plain tensor takes on a history by a write"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: observe = ["w.grad"]
#: expect.default = "correct"
#: why = """
#: The write through the view makes the plain base part of the graph, and the view reads from it.
#: """
import torch
w = torch.tensor(2.5, requires_grad=True)
c = torch.tensor([1., 4., -2.])
v = c.select(0, 1)
v.add_(w)
(v * 5).backward()
