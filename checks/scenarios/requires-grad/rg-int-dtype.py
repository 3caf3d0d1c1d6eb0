#: title = "Only floating-point tensors can require grad"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_set_requires_grad_only_for_floats",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.requires_grad_.html",
#: ]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: error = "requires_grad"
#: error_line = 18
#: why = """
#: A derivative asks for arbitrarily small changes, which integers do not have. The request is refused at once rather
#: than ignored.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
steps = torch.tensor([1, 2, 4])
steps.requires_grad_()
