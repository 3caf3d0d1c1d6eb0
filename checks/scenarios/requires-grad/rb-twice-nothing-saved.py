#: title = "backward() twice through a graph that saved nothing"
#: category = "requires-grad"
#: source = ["pytorch:test/test_autograd.py::test_backward_twice_without_saved_values"]
#: expect.default = "correct"
#: twin = "rb-twice"
#: why = """
#: Only graphs that saved values are used up. An addition saves none, so it may be walked again, and the gradients
#: add.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
c = torch.tensor([1., -2.])
y = x + c
seed = torch.tensor([5., 10.])
y.backward(seed)
y.backward(seed)
