#: title = "A write through cpu().detach()"
#: category = "conversion"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cpu.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 19
#: twin = "detach-cpu-write"
#: why = """
#: cpu() returned h, detach() an alias that shares h's counter: the write is seen.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = h ** 2
h.cpu().detach().zero_()
y.sum().backward()
