#: title = "Gradients of three micro-batches, one step"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/notes/amp_examples.html#gradient-accumulation"]
#: observe = ["w", "w.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
import torch
w = torch.tensor([3., 7.], requires_grad=True)
opt = torch.optim.SGD([w], lr=0.1, momentum=0.9)
for i in range(3):
    batch = torch.tensor([1., 2.]) * (i + 1)
    loss = ((w * batch).sum() - 4.) ** 2 / 3
    loss.backward()
opt.step()
