#: title = "A leaf that requires grad gets integers as data"
#: category = "detach-vs-data"
#: source = [
#:   "pytorch:test/test_autograd.py::test_set_data_self_requires_grad",
#:   "https://docs.pytorch.org/docs/stable/autograd.html",
#: ]
#: expect.default = "detected"
#: error = "set_data"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.data = torch.tensor([5, 6])
(x * 2).sum().backward()
