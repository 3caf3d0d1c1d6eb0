#: title = "A saved tensor written after backward"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: observe = ["x.grad", "h"]
#: expect.default = "correct"
#: twin = "si-between-two-bwd"
#: why = """
#: The check happens when backward reads what was saved. Afterwards the tensor is free.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
h = x * 1
y = h ** 2
y.sum().backward()
h.add_(1)
