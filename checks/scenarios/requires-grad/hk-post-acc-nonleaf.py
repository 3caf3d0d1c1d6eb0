#: title = "A hook after accumulation on a tensor that is no leaf"
#: category = "requires-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::test_post_accumulate_grad_hook_on_non_leaf",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html",
#: ]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: needs = ["torch>=2.1"]
#: expect."pytorch<2.1" = "unsupported"
#: error = "requires_grad"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 2
h.register_post_accumulate_grad_hook(lambda t: t.detach())
h.sum().backward()
