#: title = "requires_grad switched on after use: no gradient, and no word about it"
#: category = "requires-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html",
#: ]
#: expect.default = "silent_drop"
#: expect.paddle = "silent_drop"
#: twin = "rg-set-before-forward"
#: why = """
#: Whether an operand is tracked is decided when the operation runs. c did not require grad then, so no edge leads to
#: it; turning the flag on later changes nothing that was recorded. backward() leaves c.grad at None without a word.
#: Set requires_grad before the forward pass.
#: """
import torch
w = torch.tensor([3., -1.], requires_grad=True)
c = torch.tensor([2., 5.])
y = w * c
c.requires_grad_()
y.sum().backward()
