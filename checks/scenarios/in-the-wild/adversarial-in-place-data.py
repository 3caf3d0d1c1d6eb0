#: title = "An input is attacked in place by .data, and its old loss is differentiated again"
#: category = "in-the-wild"
#: source = ["https://arxiv.org/abs/1706.06083"]
#: observe = ["w.grad"]
#: expect.default = "silent_wrong"
#: twin = "adversarial-example"
import torch
w = torch.tensor([3., -7.], requires_grad=True)
x = torch.tensor([2., -1.], requires_grad=True)
loss = ((x * w).sum() - 1) ** 2
slope = torch.autograd.grad(loss, x, retain_graph=True)[0]
x.data.add_(0.1 * slope.sign())
loss.backward()
