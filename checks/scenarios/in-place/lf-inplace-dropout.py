#: title = "Dropout in place on a leaf"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html"]
#: expect.default = "detected"
#: error = "leaf_write"
import torch
import torch.nn.functional as F
x = torch.tensor([3., 7.], requires_grad=True)
F.dropout(x, 0.5, inplace=True)
x.sum().backward()
