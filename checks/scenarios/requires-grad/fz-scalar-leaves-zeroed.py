#: title = "Leaves that have a gradient of their own from the start share nothing"
#: category = "requires-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad", "b.grad"]
#: expect.default = "correct"
#: expect.tinygrad = "silent_wrong"
#: twin = "fz-scalar-leaves-share-grad"
import torch
a = torch.tensor(0.3, requires_grad=True)
b = torch.tensor(1.1, requires_grad=True)
a.grad = torch.zeros_like(a)
b.grad = torch.zeros_like(b)
loss = a.sum() + b.sum()
loss.backward(retain_graph=True)
loss.backward()
