#: title = "out= under no_grad over a tensor with a history"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html"]
#: expect.default = "by_request"
#: why = """
#: Written under no_grad the tensor keeps its old history: the gradient is that of the numbers it had before.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
with torch.no_grad():
    torch.add(torch.tensor([1., 4.]), 5, out=h)
(h * torch.tensor([1., 10.])).sum().backward()
