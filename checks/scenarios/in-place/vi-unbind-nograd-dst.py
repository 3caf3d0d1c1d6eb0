#: title = "A row of unbind of a plain tensor is filled from one that requires grad"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace_not_requires_grad"]
#: expect.default = "detected"
#: expect.paddle = "silent_drop"
#: error = "view_write"
#: why = """
#: The plain tensor would start to have a history, by way of a view that may not be rewritten. Write into c[0].
#: """
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([[1., 2.], [3., 5.]])
c.unbind()[0].copy_(w)
c.sum().backward()
