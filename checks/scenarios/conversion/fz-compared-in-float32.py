#: title = "A float32 tensor is compared with a number as float32"
#: category = "conversion"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["above", "equal", "a.grad"]
#: expect.default = "correct"
import torch
a = torch.tensor([0.3, 0.7, 0.9], requires_grad=True)
above = a > 0.3
equal = a == 0.7
loss = (a.masked_fill(a > 0.7, 2.0) * torch.tensor([2.0, 3.0, 5.0])).sum()
loss.backward()
