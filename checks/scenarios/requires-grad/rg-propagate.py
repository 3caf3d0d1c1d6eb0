#: title = "A result requires grad as soon as one operand does"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_requires_grad",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#setting-requires-grad",
#: ]
#: observe = ["p.requires_grad", "q.requires_grad", "q.is_leaf", "z.grad"]
#: expect.default = "correct"
#: right = { "p.requires_grad" = false, "q.requires_grad" = true, "q.is_leaf" = false }
#: why = """
#: Only operations with an operand that requires grad are recorded. p comes from plain numbers, so nothing is kept
#: for it; q depends on z and is recorded. That is why a network's data need no flag and only its parameters do.
#: """
import torch
a = torch.tensor([1., 2., 3.])
b = torch.tensor([4., 0., -1.])
z = torch.tensor([2., 5., 7.], requires_grad=True)
p = a + b
q = p + z
(q * a).sum().backward()
