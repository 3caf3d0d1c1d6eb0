#: title = "An in-place operation cannot change the dtype"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_attributes.html#torch.dtype"]
#: expect.default = "error"
#: error = "dtype"
#: error_line = 14
#: why = """
#: The sum of integers and floats is a float, and an integer tensor cannot hold it. steps = steps + ... makes a new
#: tensor.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
steps = torch.tensor([1, 2])
steps += torch.tensor([0.5, 0.25])
(x * steps).sum().backward()
