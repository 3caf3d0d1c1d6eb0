#: title = "A clone assigned to .grad keeps the original out of backward's way"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: observe = ["x.grad", "t"]
#: expect.default = "correct"
#: expect.tinygrad = "silent_state"
#: twin = "ga-user-grad-target"
#: why = """
#: Backward accumulates into the clone.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
t = torch.tensor([10.0, 20.0])
x.grad = t.clone()
(x * torch.tensor([3.0, 5.0])).sum().backward()
