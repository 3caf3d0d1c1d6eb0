#: title = "A retained gradient stays, though a later hook writes the memory it came from"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.retain_grad.html"]
#: observe = ["h.grad", "x.grad"]
#: expect.default = "correct"
#: twin = "hk-inplace-leaf"
#: why = """
#: The retained gradient is a copy of its own.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x + 2
h.retain_grad()
x.register_hook(lambda g: g.mul_(10))
(h * torch.tensor([1., 10.])).sum().backward()
