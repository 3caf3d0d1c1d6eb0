#: title = "The update of a weight between forward and backward"
#: category = "no-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: expect.tinygrad = "silent_wrong"
#: error = "modified_after_save"
#: error_line = 20
#: twin = "op-data-update"
#: why = """
#: The second backward goes through a graph that saved the old w. The update moved w's version, so the stale gradient
#: is refused instead of computed from the new values.
#: """
import torch
x = torch.tensor([1., 2.])
w = torch.tensor([0.75, -0.5], requires_grad=True)
loss = (x * w * w).sum()
loss.backward(retain_graph=True)
with torch.no_grad():
    w -= 0.1 * w.grad
loss.backward()
