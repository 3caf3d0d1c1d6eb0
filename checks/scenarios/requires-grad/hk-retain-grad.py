#: title = "retain_grad keeps the gradient of a tensor that is no leaf"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html"]
#: observe = ["x.grad", "h.grad", "k.grad"]
#: expect.default = "correct"
#: why = """
#: By default only leaves keep .grad. h asked for it, k did not.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
h = x * 3
h.retain_grad()
k = h * h
k.sum().backward()
