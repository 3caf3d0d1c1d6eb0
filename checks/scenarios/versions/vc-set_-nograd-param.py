#: title = "A saved leaf gets other memory by set_ under no_grad"
#: category = "versions"
#: source = [
#:   "pytorch:test/test_autograd.py::test_grad_to_node_set",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.set_.html",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x ** 2
with torch.no_grad():
    x.set_(torch.tensor([50., 60.]))
y.sum().backward()
