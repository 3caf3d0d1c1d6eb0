#: title = "An inference tensor cannot be written outside of inference mode"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#inference-mode",
#: ]
#: expect.default = "detected"
#: error = "inference"
#: error_line = 16
#: why = """
#: A write outside would have to move a counter that c lacks.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.inference_mode():
    c = torch.tensor([2., 5.])
c.add_(1)
(x + c).sum().backward()
