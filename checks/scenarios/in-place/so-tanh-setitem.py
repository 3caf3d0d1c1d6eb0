#: title = "One element of the result of tanh replaced"
#: category = "in-place"
#: source = ["pytorch/pytorch#9391"]
#: expect.default = "false_alarm"
#: error_line = 15
#: twin = "so-tanh"
#: why = """
#: The saved result was written, so backward refuses. Yet the assignment also cut element 0 out of the gradient: its
#: derivative is multiplied by zero, whatever number stands there. The counter does not know which elements matter.
#: """
import torch
x = torch.tensor([0.5, -1., 2.], dtype=torch.float64, requires_grad=True)
y = torch.tanh(x)
y[0] = 3
y.sum().backward()
