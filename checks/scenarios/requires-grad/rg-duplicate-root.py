#: title = "Backward of the same tensor named twice"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_duplicate_backward_root"]
#: expect.default = "correct"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * torch.tensor([1., 10.])
g = torch.tensor([2., 0.5])
torch.autograd.backward([y, y], [g, g])
