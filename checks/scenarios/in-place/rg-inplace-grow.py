#: title = "An in-place operation cannot change the shape"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/broadcasting.html#in-place-semantics"]
#: expect.default = "error"
#: error = "shape"
#: error_line = 14
#: why = """
#: The sum has three elements and small has room for one. Broadcasting may enlarge the other operand, never the
#: destination.
#: """
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
small = torch.tensor([2.])
small += x
small.sum().backward()
