#: title = "Which aliases share a version counter"
#: category = "detach-vs-data"
#: source = [
#:   "pytorch:c10/core/TensorImpl.h (Version Counter Sharing)",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html",
#: ]
#: observe = ["y._version", "v._version", "d._version", "e._version", "k._version", "x.grad"]
#: expect.default = "correct"
#: right = { "y._version" = 3, "v._version" = 3, "d._version" = 3, "e._version" = 1, "k._version" = 0 }
#: why = """
#: A view and a detached alias share their counter with y: three of the four writes show on all of them. .data counts
#: its own one, and a clone counts nothing. The sum saved nothing, so the gradient stays that of the recorded
#: program.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
v = y[1:]
d = y.detach()
e = y.data
k = y.clone()
d.add_(1)
d.add_(1)
e.add_(1)
v.add_(1)
y.sum().backward()
