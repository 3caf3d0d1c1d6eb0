#: title = "An inner step through .data falsifies the outer gradient"
#: category = "detach-vs-data"
#: source = ["https://discuss.pytorch.org/t/using-tensor-data/79640"]
#: expect.default = "silent_wrong"
#: why = """
#: The outer loss was recorded with the old weight. The inner step replaced its numbers without a count, and x gets the
#: new weight as its gradient.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
w = torch.tensor([3.0, 5.0], requires_grad=True)
loss = (w * x).sum()
g = torch.autograd.grad(loss, w, retain_graph=True)[0]
w.data -= 0.5 * g
loss.backward()
