#: title = "An update under no_grad to a tensor that backward still needs"
#: category = "no-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_no_grad_modifies_version",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#locally-disabling-gradient-computation",
#: ]
#: expect.default = "detected"
#: expect.tinygrad = "silent_drop"
#: error = "modified_after_save"
#: error_line = 22
#: twin = "lf-nograd-ok"
#: why = """
#: no_grad stops recording, not counting: the write still moves w's version. Backward needs the old w for x's
#: gradient, finds version 1 where 0 was saved, and refuses. Move the update behind backward().
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
loss = (x * w).sum()
with torch.no_grad():
    w.mul_(10)
loss.backward()
