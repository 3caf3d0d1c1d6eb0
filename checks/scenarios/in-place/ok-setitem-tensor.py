#: title = "Assigning a tensor to a slice"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_setitem"]
#: expect.default = "correct"
#: why = """
#: row is copied into both rows of the slice, so its gradient is the sum over them; the elements it replaced get
#: zero.
#: """
import torch
x = torch.tensor([[3., 7., -1.], [2., 4., 6.]], requires_grad=True)
row = torch.tensor([10., 20.], requires_grad=True)
y = x * 2
y[:, 1:] = row
(y * torch.tensor([[1., 2., 3.], [4., 5., 6.]])).sum().backward()
