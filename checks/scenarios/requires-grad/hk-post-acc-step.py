#: title = "A leaf takes its step in a hook after accumulation"
#: category = "requires-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html",
#: ]
#: observe = ["x.grad", "x"]
#: expect.default = "correct"
#: expect.libtorch = "unsupported"
#: needs = ["torch>=2.1"]
#: expect."pytorch<2.1" = "unsupported"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
x.register_post_accumulate_grad_hook(lambda t: (t.data.sub_(0.1 * t.grad), None)[1])
(x ** 2 * torch.tensor([1., 10.])).sum().backward()
