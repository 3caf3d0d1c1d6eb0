#: title = "x.data = ... keeps x's version counter"
#: category = "detach-vs-data"
#: source = ["pytorch:test/test_autograd.py::test_version_counter"]
#: observe = ["c._version", "fresh._version", "c", "x.grad"]
#: expect.default = "correct"
#: right = { "c._version" = 1, "fresh._version" = 3 }
#: why = """
#: Assigning .data replaces the memory and keeps the counter: c stays at 1 although fresh was at 2, and when fresh is
#: written later c does not count it, although the two now share their memory.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([1., 4.])
c.add_(1)
fresh = torch.tensor([5., 6.])
fresh.mul_(2)
fresh.mul_(0.5)
c.data = fresh
shared = (x * w).sum()
shared.backward()
fresh.add_(10)
