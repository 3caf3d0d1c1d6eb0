#: title = "A hook belongs to the version of the tensor on which it was registered"
#: category = "requires-grad"
#: source = ["pytorch test/test_autograd.py::test_tensor_hooks_inplace"]
#: observe = ["x.grad", "seen"]
#: expect.default = "correct"
#: expect."pytorch<2.0" = "silent_wrong"
#: note = "Before 2.0 a hook moved along with the tensor to the newest value."
#: why = """
#: A hook registered before an in-place write sees the gradient of the value before it, one registered afterwards the
#: gradient of the value after it.
#: """
import torch
x = torch.tensor([1.5], requires_grad=True)
seen = []
b = x * 2
b.register_hook(lambda g: seen.append(g.clone()))
b.mul_(4)
b.register_hook(lambda g: seen.append(g.clone()))
(b * 3).sum().backward()
