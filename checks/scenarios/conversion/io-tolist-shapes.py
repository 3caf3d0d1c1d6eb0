#: title = "tolist() keeps the shape and the kind of number"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tolist.html"]
#: observe = ["rows", "steps", "mask", "scalar", "none", "x.grad"]
#: expect.default = "correct"
#: why = """
#: Nested lists follow the view that was asked, whatever its strides; integers and booleans stay what they are, and a
#: tensor without dimensions gives a plain number. A number from a list is a constant for autograd.
#: """
import torch
x = torch.tensor([[3., 7.], [1., 2.]], dtype=torch.float64, requires_grad=True)
counts = torch.tensor([[1, 2, 3], [4, 5, 6]])
flags = counts > 2
rows = x.t().tolist()
steps = counts[:, ::2].tolist()
mask = flags.tolist()
scalar = counts[1, 2].tolist()
none = counts[2:].tolist()
(x * rows[0][1]).sum().backward()
