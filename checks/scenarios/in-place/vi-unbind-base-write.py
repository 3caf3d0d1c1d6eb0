#: title = "The base of unbind's views is written, then a view is used"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "detected"
#: expect.paddle = "silent_wrong"
#: error = "view_write"
#: why = """
#: The write would have to rewrite the history of every view, and unbind's node has several: using one of them
#: raises.
#: """
import torch
x = torch.tensor([[1., 2.], [3., 5.]], requires_grad=True)
h = x * 1
rows = h.unbind()
h.mul_(2)
rows[0].sum().backward()
