#: title = "A write to a view of an output of unbind"
#: category = "in-place"
#: source = ["pytorch/pytorch#49824", "pytorch/pytorch#36608"]
#: expect.default = "detected"
#: expect.paddle = "silent_wrong"
#: error = "view_write"
#: why = """
#: A view inherits the ban of the view that it was made from; before it did, this was silently wrong.
#: """
import torch
x = torch.tensor([[1., 2.], [3., 5.]], requires_grad=True)
h = x * 1
row = h.unbind()[0]
row.view_as(row).mul_(2)
h.sum().backward()
