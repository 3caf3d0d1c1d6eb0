#: title = "The gradient of a host tensor that was moved comes back to the host"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: observe = ["x.grad", "g"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "moved-without-history"
#: why = """
#: to() is recorded: its derivative moves the gradient back to where the tensor lives. Several moves of one leaf
#: add up there.
#: """
import torch
x = torch.tensor([3., -2.], requires_grad=True)
a = x.to("cuda:0") * 2
b = x.to("cuda:1") * 5
(a.cpu() * b.cpu()).sum().backward()
g = x.grad + 1
