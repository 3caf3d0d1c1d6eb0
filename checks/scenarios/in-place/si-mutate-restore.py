#: title = "A saved tensor is changed and changed back"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "false_alarm"
#: error_line = 16
#: why = """
#: The counter counts writes, it does not compare bytes: two writes, version 2, an error, although the old values are
#: back and the gradient would be right. A declaration can be too careful.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
h = x * 1
y = h ** 2
h.add_(1)
h.sub_(1)
y.sum().backward()
