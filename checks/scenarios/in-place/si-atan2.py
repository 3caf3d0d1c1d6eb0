#: title = "An argument of atan2 is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
c = torch.tensor([2., -4.])
y = torch.atan2(x, c)
c.neg_()
y.sum().backward()
