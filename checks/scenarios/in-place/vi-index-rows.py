#: title = "Rows are written in a loop, each indexed anew"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: twin = "vi-iterate-rows"
import torch
x = torch.tensor([[1., 2.], [3., 5.]], requires_grad=True)
h = x * 1
for i in range(2):
    h[i].mul_(i + 2)
(h * torch.tensor([[1., 2.], [4., 8.]])).sum().backward()
