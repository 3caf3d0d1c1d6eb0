#: title = "Freezing one weight and training another by hand, with SGD and momentum"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#locally-disabling-gradient-computation",
#:   "https://docs.pytorch.org/tutorials/beginner/pytorch_with_examples.html",
#: ]
#: observe = ["w.grad", "w", "frozen.grad is None", "w.is_leaf"]
#: expect.default = "correct"
#: right = { "frozen.grad is None" = true, "w.is_leaf" = true }
#: twin = "sgd-without-no-grad"
#: why = """
#: The update happens after backward, in place, under no_grad: the leaf stays the same leaf, the version it gains
#: belongs to a graph that is finished, and the next forward reads the new values. The frozen weight needs no flag
#: and no gradient.
#: """
import torch
x = torch.tensor([[1., 2.], [3., -1.], [0., 4.]], dtype=torch.float64)
target = torch.tensor([1., 0., 2.], dtype=torch.float64)
frozen = torch.tensor([[0.5, -1.], [2., 0.25]], dtype=torch.float64)
w = torch.tensor([0.75, -0.5], dtype=torch.float64, requires_grad=True)
speed = torch.zeros(2, dtype=torch.float64)
for step in range(4):
    w.grad = None
    error = torch.matmul(torch.matmul(x, frozen), w) - target
    loss = (error ** 2).mean()
    loss.backward()
    with torch.no_grad():
        speed.mul_(0.9).add_(w.grad)
        w.sub_(0.01 * speed)
