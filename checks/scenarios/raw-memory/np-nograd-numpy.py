#: title = "A leaf is changed through numpy after it was saved"
#: category = "raw-memory"
#: source = [
#:   "pytorch:test/test_autograd.py::test_numpy_requires_grad",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html",
#: ]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.mlx = "silent_wrong"
#: why = """
#: x.detach().numpy() is x's own memory. numpy's write moves no counter.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x ** 2
x.detach().numpy()[0] = 10.
y.sum().backward()
