#: title = "Assigning into a plain tensor makes it part of the graph"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_leaf_assignment"]
#: observe = ["z.requires_grad", "z.is_leaf", "x.grad", "w.grad"]
#: expect.default = "correct"
#: right = { "z.requires_grad" = true, "z.is_leaf" = false }
#: why = """
#: z started without requires_grad. The first recorded write into it makes it a result of that write: from then on it
#: requires grad, is no leaf, and gradients flow to what was written, element by element.
#: """
import torch
x = torch.tensor(2., requires_grad=True)
w = torch.tensor([1., -4.], requires_grad=True)
z = torch.zeros(3)
z[0] = x
z[1:] = 2 * w
(z * torch.tensor([5., 7., 9.])).sum().backward()
