#: title = "A tensor that another operation saved is detached in place"
#: category = "detach-vs-data"
#: source = [
#:   "pytorch:test/test_autograd.py::test_saved_variable_saved_original_inplace_detach",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach_.html",
#: ]
#: expect.default = "false_alarm"
#: error = "modified_after_save"
#: why = """
#: detach_ takes away the node that the saved tensor needs to find its way; the gradient itself would have been
#: the same. Use detach(), which leaves the tensor as it is.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
a = x * 1
b = a.sin()
a.detach_()
(b * torch.tensor([1., 10.])).sum().backward()
