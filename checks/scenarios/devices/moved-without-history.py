#: title = "A tensor that was detached before it moved gives no gradient"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "dc-cross-device-grad"
#: why = """
#: detach().cuda() is a copy without history: the host tensor gets no part of the gradient of what is computed
#: from it, as was asked.
#: """
import torch
x = torch.tensor([3., -2.], requires_grad=True)
a = x.detach().cuda() * 2
b = x.cuda() * 5
(a * b).sum().backward()
