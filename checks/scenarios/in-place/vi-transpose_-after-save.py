#: title = "A saved tensor is transposed in place"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: why = """
#: Metadata is written too: the saved strides would be others.
#: """
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
h = x * 1
y = h ** 2
h.t_()
(y * torch.tensor([[1., 2.], [4., 8.]])).sum().backward()
