#: title = "Elements that a view shows twice get both gradients"
#: category = "in-place"
#: source = ["pytorch/pytorch#8626", "pytorch/pytorch#8721"]
#: expect.default = "correct"
#: expect.paddle = "silent_wrong"
#: why = """
#: The gradient of a view with overlap is added up where elements meet.
#: """
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
v = x.as_strided((2, 2), (1, 1))
(v * torch.tensor([[1., 2.], [4., 8.]])).sum().backward()
