#: title = "sin saved its input, which was written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 15
#: why = """
#: The derivative is cos of the input.
#: """
import torch
x = torch.tensor([0.5, -1.0], requires_grad=True)
h = x * 2
y = h.sin()
h.add_(1)
y.sum().backward()
