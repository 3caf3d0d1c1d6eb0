#: title = "backward() twice with retain_graph=True"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_backward_twice_retained_graph_with_saved_values",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html",
#: ]
#: expect.default = "correct"
#: twin = "rb-twice"
#: why = """
#: The graph is kept for a second pass; the two gradients add up to 4x.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
loss = (x ** 2).sum()
loss.backward(retain_graph=True)
loss.backward()
