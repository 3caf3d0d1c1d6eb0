#: title = "cpu() and to() of a tensor that is there already return it"
#: category = "conversion"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cpu.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to.html",
#: ]
#: observe = [
#:   "same_memory(h, c1)",
#:   "same_memory(h, c2)",
#:   "same_memory(h, c3)",
#:   "c1.requires_grad",
#:   "c2.requires_grad",
#:   "x.grad",
#: ]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right = { "same_memory(h, c1)" = true, "same_memory(h, c2)" = true, "same_memory(h, c3)" = false, "c1.requires_grad" = true, "c2.requires_grad" = true }
#: note = "libtorch has no prelude and so no same_memory."
#: why = """
#: On the CPU cpu() has nothing to do and copies nothing: c1 and c2 are h, with its memory and its history. Only
#: clone() copies.
#: """
import torch
from gradproof.prelude import same_memory
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
c1 = h.cpu()
c2 = h.to("cpu")
c3 = h.clone()
(c1 + c2 * c3).sum().backward()
