#: title = "A write that changes nothing"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "false_alarm"
#: error_line = 15
#: why = """
#: Adding 0 is a write for the counter. The values are the same, the gradient would be right, and backward refuses
#: all the same.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
h = x * 1
y = h ** 2
h.add_(0)
y.sum().backward()
