#: title = "A saved tensor is squeezed in place"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "false_alarm"
#: error = "modified_after_save"
#: why = """
#: squeeze_ counts as a write, though no number changed.
#: """
import torch
x = torch.tensor([[3., 7.]], requires_grad=True)
h = x * 1
y = h ** 2
h.squeeze_()
(y * torch.tensor([[1., 10.]])).sum().backward()
