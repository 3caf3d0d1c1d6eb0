#: title = "A write to one of the views that unbind returns"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: expect.default = "detected"
#: expect.paddle = "silent_wrong"
#: error = "view_write"
#: why = """
#: A node with several views as outputs cannot be rewritten for one of them. Index the tensor instead, h[0],
#: which gives one view.
#: """
import torch
x = torch.tensor([[1., 2.], [3., 5.]], requires_grad=True)
h = x * 1
h.unbind()[0].mul_(2)
h.sum().backward()
