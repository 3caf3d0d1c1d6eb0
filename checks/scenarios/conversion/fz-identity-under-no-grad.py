#: title = "What returns its argument is not cut by no_grad"
#: category = "conversion"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["x.grad", "same"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: why = """
#: flatten() of one dimension, positive(), contiguous(), to() of the dtype and broadcast_tensors() to the shape that a tensor has
#: return the tensor itself, and no result for no_grad to leave without history.
#: """
import torch
from gradproof.prelude import same_memory
x = torch.tensor([1.0, 2.0, -3.0], requires_grad=True)
with torch.no_grad():
    a = x.flatten()
    b = torch.positive(x)
    c = x.contiguous()
    d = x.to(torch.float32)
    e = torch.broadcast_tensors(x, x)[1]
same = same_memory(a, d)
loss = (a * b).sum() + (c * d * e).sum()
loss.backward()
