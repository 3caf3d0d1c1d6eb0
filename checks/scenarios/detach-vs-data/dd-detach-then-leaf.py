#: title = "A detached tensor that requires grad again is a leaf like any other"
#: category = "detach-vs-data"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd",
#: ]
#: observe = ["cut.grad"]
#: expect.default = "detected"
#: error = "leaf_write"
#: error_line = 19
#: twin = "detach-new-leaf"
#: why = """
#: cut shares x's memory but is a leaf in its own right, and leaves that require grad may not be written while
#: recording.
#: """
import torch
x = torch.tensor([3., -1.], requires_grad=True)
cut = x.detach().requires_grad_()
cut.add_(1)
(cut ** 2).sum().backward()
