#: title = "A slice of the result of tanh written in place"
#: category = "in-place"
#: source = ["pytorch/pytorch#9391"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 15
#: twin = "so-tanh-setitem"
#: why = """
#: The derivative is 1 - t * t of the saved result t. Scaling a slice writes the tensor that was saved, through a view.
#: """
import torch
x = torch.tensor([0.5, -1., 2.], dtype=torch.float64, requires_grad=True)
y = torch.tanh(x)
y[0:2].mul_(3)
y.sum().backward()
