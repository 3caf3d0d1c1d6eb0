#: title = "Weights are clipped after the critic's backward pass"
#: category = "in-the-wild"
#: source = ["https://arxiv.org/abs/1701.07875"]
#: observe = ["x.grad", "w"]
#: expect.default = "correct"
#: twin = "clip-weights-in-place"
import torch
w = torch.tensor([3., -7.], requires_grad=True)
x = torch.tensor([2., -1.], requires_grad=True)
(x * w).sum().backward()
with torch.no_grad():
    w.clamp_(-0.5, 0.5)
