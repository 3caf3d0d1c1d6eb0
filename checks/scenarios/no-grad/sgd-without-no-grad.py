#: title = "The update of a weight without no_grad"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd",
#:   "pytorch:test/test_autograd.py::test_no_requires_grad_inplace",
#: ]
#: expect.default = "detected"
#: error = "leaf_write"
#: error_line = 20
#: twin = "sgd-by-hand"
#: why = """
#: In recording mode the update itself would become part of the graph, and w, a leaf, would turn into a result.
#: Autograd refuses to write a leaf that requires grad; wrap the update in torch.no_grad().
#: """
import torch
x = torch.tensor([1., 2.])
w = torch.tensor([0.75, -0.5], requires_grad=True)
loss = (x * w * w).sum()
loss.backward()
w -= 0.1 * w.grad
