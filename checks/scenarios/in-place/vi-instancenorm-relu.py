#: title = "Instance norm, then relu in place, differentiated twice"
#: category = "in-place"
#: source = ["pytorch/pytorch#10532", "pytorch:test/test_autograd.py::test_inplace_on_view_backward"]
#: expect.default = "correct"
import torch
import torch.nn.functional as F
x = torch.tensor([[[3., 7., 1.], [1., 2., 5.]]], requires_grad=True)
y = F.relu(F.instance_norm(x), inplace=True)
g = torch.autograd.grad((y * torch.tensor([1., 2., 4.])).sum(), x, create_graph=True)[0]
(g ** 2).sum().backward()
