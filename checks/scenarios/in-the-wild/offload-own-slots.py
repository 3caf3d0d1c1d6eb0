#: title = "Activations are offloaded into a slot for each"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/autograd.html#saved-tensors-default-hooks"]
#: observe = ["w.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "offload-one-slot"
import torch
w = torch.tensor([2., -1.], requires_grad=True)
with torch.autograd.graph.saved_tensors_hooks(lambda t: t.detach().clone(), lambda s: s):
    a = torch.exp(w * 0.5)
    b = torch.sin(a * w)
b.sum().backward()
