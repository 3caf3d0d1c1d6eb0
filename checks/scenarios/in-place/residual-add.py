#: title = "A residual added to the result of relu"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors"]
#: expect.default = "correct"
#: twin = "so-residual-iadd"
#: why = """
#: The name out moves on to a new tensor; the one that relu saved stays as it was.
#: """
import torch
x = torch.tensor([2., -5., 1.], requires_grad=True)
skip = torch.tensor([-4., 7., 1.], requires_grad=True)
out = torch.relu(x)
out = out + skip
out.sum().backward()
