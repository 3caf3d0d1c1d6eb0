#: title = "What returns its argument is not cut by no_grad"
#: category = "conversion"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["x.grad", "same"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: why = """
#: flatten() of one dimension, positive(), contiguous() and to() of the dtype that a tensor has return the tensor itself, and no
#: result for no_grad to leave without history.
#: """
import torch
from gradproof.prelude import same_memory
x = torch.tensor([1.0, 2.0, -3.0], requires_grad=True)
with torch.no_grad():
    a = x.flatten()
    b = torch.positive(x)
    c = x.contiguous()
    d = x.to(torch.float32)
same = same_memory(a, d)
loss = (a * b).sum() + (c * d * d).sum()
loss.backward()
