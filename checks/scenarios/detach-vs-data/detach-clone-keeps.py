#: title = "A detached clone keeps the value"
#: category = "detach-vs-data"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.clone.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html",
#: ]
#: observe = ["x.grad", "kept"]
#: expect.default = "correct"
#: intend = { "kept" = [6.0, 14.0] }
#: twin = "detach-reads-follow"
#: why = """
#: The copy has its own memory, so later writes to y do not reach it.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
kept = y.detach().clone()
y.zero_()
y.add_(x)
y.sum().backward()
