#: title = "A write through a view of a transposed tensor"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: why = """
#: CopySlices takes sizes and strides of the view, so a root that is not contiguous is no special case.
#: """
import torch
x = torch.tensor([[3., 7., 1.], [1., 2., 4.]], requires_grad=True)
h = (x * 1).t()
v = h[1]
v.mul_(5)
(h * torch.tensor([[1., 2.], [4., 8.], [16., 32.]])).sum().backward()
