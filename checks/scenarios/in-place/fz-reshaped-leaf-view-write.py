#: title = "A view of a leaf that is itself a view may not be written either"
#: category = "in-place"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["w.grad"]
#: expect.default = "detected"
#: error = "leaf_write"
#: error_line = 12
#: twin = "fz-nested-leaf-write"
import torch
w = torch.tensor([1.0, 2.0, 3.0, 4.0]).reshape(2, 2).requires_grad_()
v = w[:1]
v *= 2.0
w.mean().backward()
