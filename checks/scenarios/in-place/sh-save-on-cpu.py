#: title = "save_on_cpu() of what already is on the CPU"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.save_on_cpu",
#: ]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: twin = "sh-identity-hooks"
#: why = """
#: A copy to where the tensor is would be the tensor itself; with hooks nothing is checked.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
with torch.autograd.graph.save_on_cpu():
    y = h ** 2
h.add_(9)
y.sum().backward()
