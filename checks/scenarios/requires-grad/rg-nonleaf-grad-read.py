#: title = "The gradient of an intermediate result is not kept"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_tensor_grad_warnings",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad.html",
#: ]
#: observe = ["h.grad is None", "x.grad"]
#: expect.default = "correct"
#: why = """
#: Only leaves keep their gradient; ask by h.retain_grad().
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
(h * torch.tensor([1., 10.])).sum().backward()
