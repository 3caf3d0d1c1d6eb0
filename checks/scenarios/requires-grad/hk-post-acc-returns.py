#: title = "A hook after accumulation returns a value"
#: category = "requires-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html",
#: ]
#: expect.default = "error"
#: expect.libtorch = "unsupported"
#: expect."pytorch<2.1" = "unsupported"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.register_post_accumulate_grad_hook(lambda t: t * 2)
(x * torch.tensor([1., 10.])).sum().backward()
