#: title = "relu in place, then a product that makes a new tensor"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html"]
#: expect.default = "correct"
#: twin = "so-relu-then-write"
import torch
x = torch.tensor([3., -7.], requires_grad=True)
h = x * 2
h.relu_()
(h * 3).sum().backward()
