#: title = "A gradient penalty, differentiated through"
#: category = "in-the-wild"
#: source = [
#:   "https://arxiv.org/abs/1704.00028",
#:   "https://docs.pytorch.org/tutorials/advanced/cpp_autograd.html",
#: ]
#: observe = ["w.grad"]
#: expect.default = "correct"
import torch
w = torch.tensor([[0.5, -1.], [2., 0.25]], requires_grad=True)
v = torch.tensor([1.5, -0.5])
x = torch.tensor([[1., 2.], [-3., 0.5]], requires_grad=True)
score = torch.tanh(x @ w) @ v
slope = torch.autograd.grad(score.sum(), x, create_graph=True)[0]
penalty = ((slope.norm(2, 1) - 1) ** 2).mean()
(score.mean() + 10 * penalty).backward()
