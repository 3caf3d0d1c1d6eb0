#: title = "backward() on a result that nothing with requires_grad went into"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_no_grad",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html",
#: ]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: error = "no_graph"
#: error_line = 19
#: why = """
#: loss depends only on c, which does not require grad, so there is no graph to walk. PyTorch says so instead of
#: leaving gradients empty. Usually a flag was forgotten or the history was cut on the way.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
c = torch.tensor([2., 5.])
loss = (c * c).sum()
loss.backward()
