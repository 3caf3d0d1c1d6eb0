#: title = "Which tensors are leaves, and which require grad"
#: category = "requires-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.is_leaf.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html",
#: ]
#: observe = [
#:   "x.is_leaf",
#:   "plain.is_leaf",
#:   "y.is_leaf",
#:   "d.is_leaf",
#:   "c.is_leaf",
#:   "d.requires_grad",
#:   "c.requires_grad",
#:   "x.grad",
#: ]
#: expect.default = "correct"
#: right = { "x.is_leaf" = true, "plain.is_leaf" = true, "y.is_leaf" = false, "d.is_leaf" = true, "c.is_leaf" = false, "d.requires_grad" = false, "c.requires_grad" = true }
#: why = """
#: A leaf is a tensor that no recorded operation made: one the user created, or one that was detached. Only a leaf
#: that requires grad receives .grad from backward(). d is a leaf again because its history was cut; c, a copy, keeps
#: its history.
#: """
import torch
x = torch.tensor([3., -1.], requires_grad=True)
plain = torch.tensor([2., 5.])
y = x * plain
d = y.detach()
c = y.clone()
y.sum().backward()
