#: title = "A target network is overwritten by the online one before the loss is differentiated"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/tutorials/intermediate/reinforcement_q_learning.html"]
#: observe = ["s.grad"]
#: expect.default = "detected"
#: expect.paddle = "silent_wrong"
#: error = "modified_after_save"
#: twin = "target-network-copy-after"
import torch
s = torch.tensor([2., -1.], requires_grad=True)
online = torch.tensor([1., 5.], requires_grad=True)
target = torch.tensor([3., 7.])
q = (s * online).sum()
aim = (s * target).sum()
loss = (q - aim) ** 2
with torch.no_grad():
    target.copy_(online)
loss.backward()
