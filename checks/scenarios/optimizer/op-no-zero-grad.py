#: title = "Two backward passes without zero_grad"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: expect.tinygrad = "silent_wrong"
#: twin = "op-zero-grad-between"
#: why = """
#: Gradients add up, as documented, until somebody clears them.
#: """
import torch
w = torch.tensor([3., 7.], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1)
(w ** 3).sum().backward()
opt.step()
(w * torch.tensor([1., 10.])).sum().backward()
