#: title = "A tensor that requires grad and then moves is no leaf any more"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: observe = ["w.grad", "w.is_leaf"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: right = { "w.is_leaf" = false }
#: twin = "leaf-made-on-the-device"
#: why = """
#: requires_grad before cuda() makes the host tensor the leaf; the moved one is a result, and its .grad stays
#: None. Make the tensor on the device, or ask for requires_grad after the move.
#: """
import torch
w = torch.tensor([3., -2.], requires_grad=True).cuda()
(w * w).sum().backward()
