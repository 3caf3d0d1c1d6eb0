#: title = "Everything is frozen, and backward is asked for"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#setting-requires-grad"]
#: observe = ["w.grad"]
#: expect.default = "detected"
#: error = "no_graph"
import torch
w = torch.tensor([3., 7.], requires_grad=True)
w.requires_grad_(False)
(w * 2).sum().backward()
