#: title = "backward twice through an assigned element"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_backward_twice_with_saved_values"]
#: expect.default = "detected"
#: error = "freed_graph"
#: error_line = 16
#: why = """
#: The assignment is a node of the graph like others; the first pass freed it.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * x
y[0] = 5
loss = y.sum()
loss.backward()
loss.backward()
