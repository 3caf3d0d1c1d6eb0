#: title = "A write under no_grad through a view"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: expect.default = "by_request"
#: twin = "vi-view-then-base"
#: why = """
#: The view writes into y's memory. As with y itself, the unrecorded write changes the value of one element and
#: leaves its derivative at 2.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
v = y[0:1]
with torch.no_grad():
    v.mul_(3)
y.sum().backward()
