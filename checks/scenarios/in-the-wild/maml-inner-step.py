#: title = "An inner step that makes new weights, differentiated through"
#: category = "in-the-wild"
#: source = ["https://arxiv.org/abs/1703.03400"]
#: observe = ["w.grad"]
#: expect.default = "correct"
import torch
w = torch.tensor([3., -7.], requires_grad=True)
inner = ((w * torch.tensor([1., 2.])).sum() - 4) ** 2
g = torch.autograd.grad(inner, w, create_graph=True)[0]
fast = w - 0.1 * g
(((fast * torch.tensor([-1., 0.5])).sum() + 2) ** 2).backward()
