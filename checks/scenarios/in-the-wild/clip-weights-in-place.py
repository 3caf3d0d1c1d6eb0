#: title = "Weights are clipped in place between a critic's forward and backward"
#: category = "in-the-wild"
#: source = ["https://arxiv.org/abs/1701.07875"]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: twin = "clip-weights-after"
import torch
w = torch.tensor([3., -7.], requires_grad=True)
x = torch.tensor([2., -1.], requires_grad=True)
score = (x * w).sum()
with torch.no_grad():
    w.clamp_(-0.5, 0.5)
score.backward()
