#: title = "retain_grad keeps nothing for a value that was overwritten"
#: category = "in-place"
#: source = ["pytorch test/test_autograd.py::test_retain_grad_inplace"]
#: observe = ["x.grad", "a.grad"]
#: expect.default = "silent_drop"
#: twin = "hk-retain-grad-inplace"
#: why = """
#: z was computed from the a before the write. The a that the name holds now has no part in z, so its grad stays None,
#: without a word.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
a = x * 3
a.retain_grad()
z = a * 5
a.mul_(2)
z.sum().backward()
