#: title = "A saved result that was detached in place afterwards does no harm"
#: category = "detach-vs-data"
#: source = ["pytorch test/test_autograd.py::test_saved_variable_saved_original_inplace_detach"]
#: expect.default = "correct"
#: why = """
#: exp saved its result's memory, not its place in the graph.
#: """
import torch
x = torch.tensor([0.5, -1.0], requires_grad=True)
h = x * 2
y = h.exp()
z = y * 3
y.detach_()
z.sum().backward()
