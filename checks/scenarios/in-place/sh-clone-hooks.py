#: title = "Hooks that pack a clone"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.saved_tensors_hooks",
#: ]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "sh-identity-hooks"
#: why = """
#: The clone keeps the value that the derivative needs, whatever is written to h.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
with torch.autograd.graph.saved_tensors_hooks(lambda t: t.clone(), lambda t: t):
    y = h ** 2
h.add_(9)
y.sum().backward()
