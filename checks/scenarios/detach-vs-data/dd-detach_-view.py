#: title = "A view cannot be detached in place"
#: category = "detach-vs-data"
#: source = ["pytorch test/test_autograd.py::test_detach_view"]
#: expect.default = "detected"
#: error = "detach_view"
#: error_line = 13
#: why = """
#: Its base would still have the history, and the two would contradict each other. Use detach() for a new alias.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
h = x * 3
h[0:1].detach_()
h.sum().backward()
