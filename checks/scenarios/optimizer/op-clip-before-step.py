#: title = "Gradients are clipped, then the step is made"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html"]
#: observe = ["w.grad", "w"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
import torch
import torch.nn as nn
w = torch.tensor([3., 7.], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.5)
(w ** 2).sum().backward()
nn.utils.clip_grad_norm_([w], 1.0)
opt.step()
