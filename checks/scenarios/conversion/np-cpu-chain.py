#: title = "detach().cpu().numpy() is still the same memory"
#: category = "conversion"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cpu.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html",
#: ]
#: observe = ["same_memory(h, n)", "x.grad"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: right = { "same_memory(h, n)" = true }
#: note = "libtorch has no numpy()."
#: why = """
#: The usual line for plotting copies nothing on the CPU. Whoever normalises the array in place normalises what
#: backward is about to read.
#: """
import torch
from gradproof.prelude import same_memory
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
h = x * 1
y = h ** 2
n = h.detach().cpu().numpy()
n[1] = 5
y.sum().backward()
