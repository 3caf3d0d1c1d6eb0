#: title = "The result of sigmoid written in place"
#: category = "in-place"
#: source = ["pytorch/pytorch#9391"]
#: expect.default = "detected"
#: expect.mlx = "silent_wrong"
#: error = "modified_after_save"
#: error_line = 15
#: why = """
#: The derivative is s(1 - s) of the saved result s. Scaling s in place would bend it.
#: """
import torch
x = torch.tensor([0.5, -1.], dtype=torch.float64, requires_grad=True)
y = torch.sigmoid(x)
y.mul_(2)
y.sum().backward()
