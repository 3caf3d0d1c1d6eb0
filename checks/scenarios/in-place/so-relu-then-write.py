#: title = "The result of relu shifted in place"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 16
#: twin = "so-relu-then-scale"
#: why = """
#: relu keeps its result to know where it was positive. After the shift 0.5 is negative, and its gradient would
#: vanish.
#: """
import torch
x = torch.tensor([2., -5., 0.5], requires_grad=True)
y = torch.relu(x)
y.sub_(1)
y.sum().backward()
