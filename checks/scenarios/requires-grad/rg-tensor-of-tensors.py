#: title = "torch.tensor([...]) built from tensors forgets where they came from"
#: category = "requires-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.tensor.html",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html",
#: ]
#: observe = ["x.grad", "w.grad"]
#: expect.default = "silent_drop"
#: expect.paddle = "silent_drop"
#: twin = "rg-setitem-makes-rg"
#: why = """
#: torch.tensor copies numbers: it reads each element and makes a new leaf that does not require grad. x's share of
#: the gradient is lost (newer releases print a warning, none raises). Assign into a zeros tensor, or stack, to keep
#: the history.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
pair = torch.tensor([x[0], 2 * x[1]])
(pair * w).sum().backward()
