#: title = "A target network is overwritten after the backward pass"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/tutorials/intermediate/reinforcement_q_learning.html"]
#: observe = ["s.grad", "target"]
#: expect.default = "correct"
#: twin = "target-network-copy"
import torch
s = torch.tensor([2., -1.], requires_grad=True)
online = torch.tensor([1., 5.], requires_grad=True)
target = torch.tensor([3., 7.])
loss = ((s * online).sum() - (s * target).sum()) ** 2
loss.backward()
with torch.no_grad():
    target.copy_(online)
