#: title = "The result of relu scaled in place"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors"]
#: expect.default = "false_alarm"
#: error_line = 15
#: twin = "so-relu-then-write"
#: why = """
#: relu looks at the sign of its result alone, and a positive factor keeps the sign: the gradient would be right. The
#: counter cannot know.
#: """
import torch
x = torch.tensor([2., -5., 0.5], requires_grad=True)
y = torch.relu(x)
y.mul_(3)
y.sum().backward()
