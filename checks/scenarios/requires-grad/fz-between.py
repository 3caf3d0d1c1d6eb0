#: title = "Freezing a weight between forward and backward"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#setting-requires-grad"]
#: observe = ["x.grad", "w.grad"]
#: expect.default = "silent_drop"
#: twin = "fz-before"
#: why = """
#: The graph was recorded with w as a parameter. Flipping the flag afterwards does not rewrite the graph, it only
#: makes the leaf refuse what arrives: w.grad stays None although the loss depends on w. Freeze before the forward
#: pass.
#: """
import torch
x = torch.tensor([1., 2.], requires_grad=True)
w = torch.tensor([3., -4.], requires_grad=True)
loss = (x * w * w).sum()
w.requires_grad_(False)
loss.backward()
