#: title = "A view made in inference mode can be read outside"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#inference-mode",
#: ]
#: observe = ["x.grad", "v.requires_grad"]
#: expect.default = "correct"
#: right = { "v.requires_grad" = true }
#: twin = "im-view-write-outside"
#: why = """
#: Reading through the view is a read of a constant: the gradient goes through a alone.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
a = x * 2
with torch.inference_mode():
    v = a.view(2)
(a + v.detach()).sum().backward()
