#: title = "requires_grad switched on before use"
#: category = "requires-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#setting-requires-grad",
#: ]
#: expect.default = "correct"
#: twin = "rg-set-after-forward"
#: why = """
#: The flag is on when the product is recorded, so both operands have an edge and both receive their gradient.
#: """
import torch
w = torch.tensor([3., -1.], requires_grad=True)
c = torch.tensor([2., 5.])
c.requires_grad_()
y = w * c
y.sum().backward()
