#: title = "A tensor that was assigned to .grad is written by backward"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: observe = ["x.grad", "t"]
#: expect.default = "silent_state"
#: expect.tinygrad = "silent_state"
#: why = """
#: x.grad = t makes no copy. Backward accumulates into that same tensor, so t changes under the program's hands.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
t = torch.tensor([10.0, 20.0])
x.grad = t
(x * torch.tensor([3.0, 5.0])).sum().backward()
