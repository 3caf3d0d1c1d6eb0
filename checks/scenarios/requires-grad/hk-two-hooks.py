#: title = "Hooks of one tensor run in the order of registration, each on the last one's result"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html"]
#: expect.default = "correct"
#: why = """
#: The second hook sees what the first returned: (g + 1) * 10, not g * 10 + 1.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
h = x * 2
h.register_hook(lambda g: g + 1)
h.register_hook(lambda g: g * 10)
(h * torch.tensor([3.0, 5.0])).sum().backward()
