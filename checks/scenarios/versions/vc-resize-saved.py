#: title = "A saved tensor is made smaller"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: expect.libtorch = "silent_wrong"
#: expect."pytorch<2.1" = "silent_wrong"
#: error = "modified_after_save"
#: right."w.grad" = [3.0, 7.0]
#: note = "Since 2.1 resize_ moves the counter; before, the smaller tensor is broadcast in backward."
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
c.resize_(1)
y.sum().backward()
