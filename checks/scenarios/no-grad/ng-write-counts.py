#: title = "A write under no_grad moves the version like any other"
#: category = "no-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_no_grad_modifies_version",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks",
#: ]
#: observe = ["y._version", "x.grad"]
#: expect.default = "correct"
#: right = { "y._version" = 4 }
#: why = """
#: Counting is separate from recording. The counter tells whether bytes may have changed since they were saved, and
#: they have, whoever asked not to record it. What the unrecorded writes left in y is wiped out here before it can
#: matter.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
with torch.no_grad():
    y.add_(1)
    y[0] = 5
y.zero_()
y.add_(x)
y.sum().backward()
