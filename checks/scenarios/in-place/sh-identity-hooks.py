#: title = "Hooks around saved tensors switch the version check off"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.saved_tensors_hooks",
#: ]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: twin = "sh-clone-hooks"
#: why = """
#: What a hook returned is not checked: backward reads h as it is by then. Let pack return a clone().
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
with torch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t):
    y = h ** 2
h.add_(9)
y.sum().backward()
