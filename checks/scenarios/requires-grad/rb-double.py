#: title = "A gradient of a gradient"
#: category = "requires-grad"
#: source = ["pytorch test/test_autograd.py::test_grad"]
#: observe = ["first", "second", "third"]
#: expect.default = "correct"
#: why = """
#: create_graph=True records backward itself, as often as one likes.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
y = (x ** 4).sum()
first = torch.autograd.grad(y, x, create_graph=True)[0]
second = torch.autograd.grad(first.sum(), x, create_graph=True)[0]
third = torch.autograd.grad(second.sum(), x)[0]
