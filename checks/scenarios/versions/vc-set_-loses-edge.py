#: title = "A leaf is given other sizes by set_; its old graph no longer leads to it"
#: category = "versions"
#: source = [
#:   "pytorch:test/test_autograd.py::test_grad_to_node_set",
#:   "pytorch:torch/csrc/autograd/VariableTypeManual.cpp",
#: ]
#: observe = ["g"]
#: expect.default = "detected"
#: error = "unused_input"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
out = x.clone()
with torch.no_grad():
    x.set_(torch.tensor([5., 6., 7.]))
g = torch.autograd.grad(out.sum(), x)[0]
