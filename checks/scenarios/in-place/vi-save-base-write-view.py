#: title = "The base is saved, a view is written"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_autograd.py::TestAllowMutationOnSaved",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 19
#: why = """
#: One counter for the family: the write through v shows on h.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
v = h[0:1]
y = h ** 2
v.mul_(10)
y.sum().backward()
