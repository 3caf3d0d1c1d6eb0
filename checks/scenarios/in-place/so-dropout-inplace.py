#: title = "sigmoid, then dropout in place"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: why = """
#: sigmoid keeps its result, and dropout in place overwrites it.
#: """
import torch
import torch.nn.functional as F
x = torch.tensor([3., 4., -1., 0.5], requires_grad=True)
y = torch.sigmoid(x)
F.dropout(y, 0.5, inplace=True)
y.sum().backward()
