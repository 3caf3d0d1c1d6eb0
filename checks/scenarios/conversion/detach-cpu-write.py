#: title = "A write through detach().cpu()"
#: category = "conversion"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cpu.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 19
#: twin = "cpu-detach-write"
#: why = """
#: The alias comes first and the conversion returns it unchanged. The counter is still h's.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = h ** 2
h.detach().to("cpu").zero_()
y.sum().backward()
