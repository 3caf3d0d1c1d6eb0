#: title = "A write through the array after backward"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html"]
#: observe = ["x.grad", "x", "x._version"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: right = { "x._version" = 0 }
#: twin = "np-detach-numpy"
#: note = "libtorch has no numpy()."
#: why = """
#: Backward is done; the leaf just has a new value, uncounted.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x ** 2
y.sum().backward()
n = x.detach().numpy()
n[0] = 10
