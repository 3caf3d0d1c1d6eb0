#: title = "A detached result as a new leaf, and the two halves of a backward pass"
#: category = "detach-vs-data"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html",
#: ]
#: observe = ["cut.grad", "cut.is_leaf", "x.grad"]
#: expect.default = "correct"
#: right = { "cut.is_leaf" = true }
#: twin = "dd-detach-then-leaf"
#: why = """
#: The loss ends at cut, whose gradient it delivers; x would get none. Passing that gradient on as the seed of h
#: continues the pass by hand, and x.grad is what an uncut graph would give.
#: """
import torch
x = torch.tensor([3., -1.], requires_grad=True)
h = x * x
cut = h.detach().requires_grad_()
loss = (cut ** 2).sum()
loss.backward()
h.backward(cut.grad)
