#: title = "A write to an output of unbind of a view"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace_multiple_output_view_of_view"]
#: expect.default = "detected"
#: expect.paddle = "silent_wrong"
#: error = "view_write"
#: why = """
#: As with unbind of the tensor itself: that there is a view between changes nothing.
#: """
import torch
x = torch.tensor([[1., 2.], [3., 5.]], requires_grad=True)
h = x * 1
h.view_as(h).unbind()[1].mul_(2)
h.sum().backward()
