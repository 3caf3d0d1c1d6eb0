#: title = "Gradients that are views of one flat buffer"
#: category = "requires-grad"
#: source = ["pytorch:torch/nn/parallel/distributed.py"]
#: observe = ["flat", "x.grad", "y.grad"]
#: expect.default = "silent_state"
#: expect.tinygrad = "silent_state"
#: note = "Wanted here: the buffer of a bucket is filled by backward itself. Another program would be surprised."
import torch
flat = torch.zeros(3)
x = torch.tensor([3., 7.], requires_grad=True)
y = torch.tensor([1.], requires_grad=True)
x.grad = flat[0:2]
y.grad = flat[2:]
((x * torch.tensor([1., 10.])).sum() + (y * 5).sum()).backward()
