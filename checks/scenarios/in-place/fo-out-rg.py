#: title = "out= with an input that requires grad"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_out_variant_raises_when_inputs_require_grad"]
#: expect.default = "detected"
#: error = "out_requires_grad"
#: why = """
#: A result written by out= has no place in the graph. Assign the result, or write under no_grad.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
t = torch.zeros(2)
torch.mul(x, 2, out=t)
t.sum().backward()
