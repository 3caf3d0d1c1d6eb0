#: title = "A write to a view of an output of unbind"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace_on_multiple_output_view_of_view"]
#: expect.default = "detected"
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
