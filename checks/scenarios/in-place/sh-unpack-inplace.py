#: title = "An unpack hook that writes to what it unpacks"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/autograd.html#torch.autograd.graph.saved_tensors_hooks",
#:   "pytorch/pytorch#60975",
#: ]
#: observe = ["x.grad", "h"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: why = """
#: The write changes the gradient and the caller's h. A hook must give back the value that was packed.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
with torch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t.mul_(2)):
    y = h ** 2
y.sum().backward()
