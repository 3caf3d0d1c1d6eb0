#: title = "relu in place on a view, whose result is saved"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace_on_view_saved_output"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
import torch
import torch.nn.functional as F
x = torch.tensor([[3., -7.], [-1., 2.]], requires_grad=True)
h = x * 1
F.relu(h.view(4), inplace=True)
(h * torch.tensor([[1., 2.], [4., 8.]])).sum().backward()
