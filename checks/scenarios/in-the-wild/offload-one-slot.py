#: title = "Activations are offloaded into one slot that each layer fills again"
#: category = "in-the-wild"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/autograd.html#saved-tensors-default-hooks",
#:   "https://github.com/pytorch/torchtune",
#: ]
#: observe = ["w.grad"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: twin = "offload-own-slots"
#: why = """
#: Unpacking gives every layer what the last one left there.
#: """
import torch
from gradproof.prelude import raw_copy
w = torch.tensor([2., -1.], requires_grad=True)
slot = torch.zeros(2)
with torch.autograd.graph.saved_tensors_hooks(lambda t: (raw_copy(slot, t), slot)[1], lambda s: s):
    a = torch.exp(w * 0.5)
    b = torch.sin(a * w)
b.sum().backward()
