#: title = "Writing an expanded tensor is refused"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand.html"]
#: expect.default = "detected"
#: error = "overlap"
#: error_line = 13
#: why = """
#: Several elements share one number; clone() before writing.
#: """
import torch
x = torch.tensor([[1.5], [-2.0]], requires_grad=True)
h = (x * 3).expand(2, 3)
h.add_(1)
h.sum().backward()
