#: title = "The array of a saved result overwritten"
#: category = "conversion"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors",
#: ]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: note = "libtorch has no numpy()."
#: why = """
#: exp saved its result, the array is that result's memory: 50 is taken for the derivative.
#: """
import torch
x = torch.tensor([0.5, -1.], requires_grad=True)
y = x.exp()
n = y.detach().numpy()
n[:] = 50
y.sum().backward()
