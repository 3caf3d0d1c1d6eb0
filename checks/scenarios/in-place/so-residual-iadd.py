#: title = "A residual added in place to the result of relu"
#: category = "in-place"
#: source = [
#:   "pytorch:torchvision residual blocks (out += identity)",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 20
#: twin = "residual-add"
#: why = """
#: The sum overwrites what relu saved. Where the skip connection changes the sign, the gradient would be wrong: write
#: out = out + skip.
#: """
import torch
x = torch.tensor([2., -5., 1.], requires_grad=True)
skip = torch.tensor([-4., 7., 1.], requires_grad=True)
out = torch.relu(x)
out += skip
out.sum().backward()
