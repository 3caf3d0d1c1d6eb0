#: title = "A raw copy keeps every digit of a float64 source, and a list is float32 first"
#: category = "raw-memory"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["y", "z", "x.grad"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: needs = ["prelude:raw_copy"]
import torch
from gradproof.prelude import raw_copy
x = torch.tensor([1.8, 0.1, -0.7], dtype=torch.float64, requires_grad=True)
y = torch.tensor([0.0, 0.0, 0.0], dtype=torch.float64)
z = torch.tensor([0.0, 0.0, 0.0], dtype=torch.float64)
raw_copy(y, torch.tensor([0.3, 0.7, 1.1], dtype=torch.float64))
raw_copy(z, [0.3, 0.7, 1.1])
(x * y * z).sum().backward()
