#: title = "A leaf written through detach() after a power saved it"
#: category = "detach-vs-data"
#: source = [
#:   "pytorch:test/test_autograd.py::test_detach_then_inplace_raises_in_autograd",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 19
#: twin = "dd-data-write-input"
#: why = """
#: The leaf rule does not see the write, since the alias does not require grad; the version counter does. The power
#: saved x at version 0 and backward finds 1.
#: """
import torch
x = torch.tensor([3., -1.], dtype=torch.float64, requires_grad=True)
y = x ** 2
x.detach().mul_(10)
y.sum().backward()
