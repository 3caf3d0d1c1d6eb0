#: title = "The gradient of a sum is laid out like its leaf"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_strided_leaf_grad_layout",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html",
#: ]
#: observe = ["strides", "x.grad"]
#: expect.default = "correct"
import torch
x = torch.tensor([[3., 7., 1.], [1., 2., 4.]], requires_grad=True)
x.sum().backward()
strides = x.grad.stride()
