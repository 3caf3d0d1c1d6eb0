#: title = "A pack hook returns another tensor of the program, which is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/autograd.html#saved-tensors-default-hooks"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: why = """
#: With hooks the version of what was saved is not checked, and what unpack returns is taken as it is.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
other = torch.tensor([5., 6.])
with torch.autograd.graph.saved_tensors_hooks(lambda t: other, lambda p: p):
    y = x ** 2
other.fill_(1)
(y * torch.tensor([1., 10.])).sum().backward()
