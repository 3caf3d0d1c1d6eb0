#: title = "grad_fn tells the operation that made a tensor"
#: category = "conversion"
#: source = [
#:   "pytorch:test/test_autograd.py::test_autograd_print_tensor",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html",
#: ]
#: observe = [
#:   "x.grad_fn is None",
#:   "p.detach().grad_fn is None",
#:   "p.grad_fn.name()",
#:   "s.grad_fn.name()",
#:   "e.grad_fn.name()",
#:   "x.grad",
#: ]
#: expect.default = "correct"
#: right = { "x.grad_fn is None" = true, "p.detach().grad_fn is None" = true, "p.grad_fn.name()" = "MulBackward0", "s.grad_fn.name()" = "SumBackward0", "e.grad_fn.name()" = "AddBackward0", "x.grad" = [2.0, 2.0] }
#: why = """
#: Printing a result shows its grad_fn. After a recorded in-place write that is the write, no longer the operation
#: before; a leaf and a detached tensor have none.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
p = x * 2
s = p.sum()
e = x.exp()
e.add_(1)
s.backward()
