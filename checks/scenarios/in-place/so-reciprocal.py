#: title = "reciprocal saved its result, which was written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 14
#: why = """
#: The derivative of 1/x is computed from the result.
#: """
import torch
x = torch.tensor([4.0, 0.5], requires_grad=True)
y = x.reciprocal()
y.add_(1)
y.sum().backward()
