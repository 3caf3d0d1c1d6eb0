#: title = "backward() twice through the same graph"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_backward_twice_with_saved_values",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html",
#: ]
#: expect.default = "detected"
#: error = "freed_graph"
#: error_line = 19
#: twin = "rb-retain"
#: why = """
#: The first backward frees what the graph had saved. The second finds it gone and says so; retain_graph=True keeps
#: it.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
loss = (x ** 2).sum()
loss.backward()
loss.backward()
