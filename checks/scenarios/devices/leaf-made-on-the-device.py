#: title = "A tensor that moves and then requires grad is a leaf"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: observe = ["w.grad"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "moved-leaf-has-no-grad"
#: why = """
#: Asked for after the move, requires_grad makes the moved tensor the leaf.
#: """
import torch
w = torch.tensor([3., -2.]).cuda().requires_grad_()
(w * w).sum().backward()
