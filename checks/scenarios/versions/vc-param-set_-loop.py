#: title = "A parameter shrinks under no_grad between training steps"
#: category = "versions"
#: source = ["pytorch:test/test_autograd.py::test_parameter_resize"]
#: observe = ["p.grad"]
#: expect.default = "correct"
import torch
p = torch.tensor([3., 7., 1.], requires_grad=True)
for i in range(2):
    (p ** 2).sum().backward()
    with torch.no_grad():
        p.set_(p[1:])
    p.grad = None
(p * 5).sum().backward()
