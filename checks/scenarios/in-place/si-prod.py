#: title = "The factors of a product over all are written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.prod.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 7., 2.], requires_grad=True)
h = x * 1
y = h.prod()
h[0] = 5.
y.backward()
