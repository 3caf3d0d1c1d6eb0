#: title = "What a standard deviation was taken of is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.std.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 7., 2.], requires_grad=True)
h = x * 1
y = h.std()
h.mul_(h)
y.backward()
