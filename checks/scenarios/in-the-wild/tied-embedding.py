#: title = "One weight as embedding and as output projection"
#: category = "in-the-wild"
#: source = ["https://arxiv.org/abs/1608.05859"]
#: observe = ["w.grad"]
#: expect.default = "correct"
import torch
import torch.nn.functional as F
w = torch.tensor([[0.5, -1.], [2., 0.75], [-0.25, 1.5]], requires_grad=True)
tokens = torch.tensor([2, 0, 2])
h = F.embedding(tokens, w)
logits = torch.tanh(h) @ w.t()
F.cross_entropy(logits, torch.tensor([0, 2, 1])).backward()
