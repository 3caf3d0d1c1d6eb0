#: title = "One element of a leaf assigned"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: expect.default = "detected"
#: error = "leaf_write"
#: error_line = 15
#: why = """
#: Indexing makes a view of the leaf, and writing the view is writing the leaf.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x[0] = 5
(x * x).sum().backward()
