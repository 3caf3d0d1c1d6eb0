#: title = "An update under no_grad to a weight whose value backward does not need"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#locally-disabling-gradient-computation",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors",
#: ]
#: expect.default = "correct"
#: expect.tinygrad = "silent_drop"
#: twin = "ng-write-saved"
#: why = """
#: w's gradient is x; the value of w is needed only for x's gradient, which nobody asked for, so it was not saved.
#: Nothing is checked and nothing is wrong.
#: """
import torch
x = torch.tensor([3., 7.])
w = torch.tensor([2., -1.], requires_grad=True)
loss = (x * w).sum()
with torch.no_grad():
    w.mul_(10)
loss.backward()
