#: title = "sqrt saved its result, which was written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 14
#: why = """
#: The derivative of sqrt is computed from its result. Writing it before backward is caught.
#: """
import torch
x = torch.tensor([4.0, 9.0], requires_grad=True)
y = x.sqrt()
y.mul_(3)
y.sum().backward()
