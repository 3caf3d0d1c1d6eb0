#: title = "A hook that was removed is not called again"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html"]
#: expect.default = "correct"
#: why = """
#: The handle's remove() takes the hook away; a later backward runs without it. Gradients of both passes add up.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
handle = x.register_hook(lambda g: g * 100)
(x * 2).sum().backward()
handle.remove()
(x * 3).sum().backward()
