#: title = "The array of a saved constant overwritten"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html"]
#: observe = ["x.grad", "batch._version"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: right = { "batch._version" = 0 }
#: twin = "si-const-saved"
#: note = "libtorch has no numpy()."
#: why = """
#: A tensor without requires_grad hands out its array freely, also when a graph has saved it. Data loaders that
#: refill one array meet this: the gradient belongs to the next batch.
#: """
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
batch = torch.tensor([2., -1., 4.])
n = batch.numpy()
y = x * batch
n[1:] = 0
y.sum().backward()
