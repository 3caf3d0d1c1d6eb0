#: title = "An in-place addition to a result that nobody saved"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace"]
#: observe = ["x.grad", "y._version"]
#: expect.default = "correct"
#: right = { "y._version" = 2 }
#: why = """
#: Recorded in-place operations are part of the graph like any others: y's history is rewritten to the additions.
#: Only values that somebody saved are in danger.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
y = x * 2
y.add_(1)
y += x
y.sum().backward()
