#: title = "backward() on a result computed under no_grad"
#: category = "no-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_no_grad",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html",
#: ]
#: expect.default = "detected"
#: error = "no_graph"
#: error_line = 18
#: twin = "ng-enable-inside"
#: why = """
#: The whole loss was computed without recording, so there is nothing to walk back through.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.no_grad():
    loss = (x * x).sum()
loss.backward()
