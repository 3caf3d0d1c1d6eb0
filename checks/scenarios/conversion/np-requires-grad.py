#: title = "numpy() of a tensor that requires grad"
#: category = "conversion"
#: source = [
#:   "pytorch:test/test_autograd.py::test_numpy_requires_grad",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html",
#: ]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "numpy_requires_grad"
#: error_line = 19
#: twin = "np-detach-read"
#: note = "libtorch has no numpy()."
#: why = """
#: An array cannot carry history, and writing to it would be invisible. PyTorch refuses and names the way out:
#: x.detach().numpy().
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
n = x.numpy()
