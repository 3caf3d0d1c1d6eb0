#: title = "A write to the array of a clone"
#: category = "conversion"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.clone.html",
#: ]
#: observe = ["n", "x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: twin = "np-detach-numpy"
#: note = "libtorch has no numpy()."
#: why = """
#: The array is the clone's memory. x is untouched.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x ** 2
n = x.detach().clone().numpy()
n[0] = 10
y.sum().backward()
