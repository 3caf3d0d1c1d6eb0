#: title = "A write through cpu() is a write to the tensor itself"
#: category = "conversion"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cpu.html",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 19
#: twin = "clone-then-write"
#: why = """
#: cpu() returned h itself. The write is recorded as h's and moves h's version, and backward needs the old h.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = h ** 2
h.cpu().add_(9)
y.sum().backward()
