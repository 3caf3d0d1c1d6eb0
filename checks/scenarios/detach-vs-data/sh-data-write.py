#: title = "A clone that was packed is safe from a write through .data"
#: category = "detach-vs-data"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.saved_tensors_hooks",
#: ]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "sh-identity-hooks"
#: why = """
#: No alias reaches the clone.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
with torch.autograd.graph.saved_tensors_hooks(lambda t: t.clone(), lambda t: t):
    y = h ** 2
h.data.zero_()
y.sum().backward()
