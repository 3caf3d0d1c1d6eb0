#: title = "cpu().detach() and detach().cpu()"
#: category = "conversion"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cpu.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html",
#: ]
#: observe = [
#:   "same_memory(h, first)",
#:   "same_memory(h, second)",
#:   "first.requires_grad",
#:   "second.requires_grad",
#:   "first.is_leaf",
#:   "second.is_leaf",
#:   "x.grad",
#: ]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right = { "same_memory(h, first)" = true, "same_memory(h, second)" = true, "first.requires_grad" = false, "second.requires_grad" = false, "first.is_leaf" = true, "second.is_leaf" = true }
#: note = "libtorch has no prelude and so no same_memory."
#: why = """
#: Both orders give a tensor without history over h's memory; on the CPU neither copies anything. The order matters
#: on another device only: detach first, and the copy is not recorded.
#: """
import torch
from gradproof.prelude import same_memory
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
first = h.cpu().detach()
second = h.detach().cpu()
h.sum().backward()
