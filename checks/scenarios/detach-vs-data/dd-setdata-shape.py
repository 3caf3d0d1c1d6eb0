#: title = ".data of another shape leaves the gradient in the old one"
#: category = "detach-vs-data"
#: source = ["pytorch test/test_autograd.py::test_set_data_tensorimpl_type"]
#: observe = ["x.shape", "x.grad"]
#: expect.default = "correct"
#: right = { "x.shape" = [3] }
#: why = """
#: The graph that was recorded knew two numbers, and so does the gradient. x itself is a tensor of three now, and nobody
#: checks that its .grad fits.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
y = (x * torch.tensor([3.0, 5.0])).sum()
x.data = torch.ones(3)
y.backward()
