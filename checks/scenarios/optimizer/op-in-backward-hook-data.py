#: title = "A hook on a result steps its weight by .data during backward"
#: category = "optimizer"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "silent_wrong"
#: twin = "op-in-backward-hook"
#: why = """
#: The hook runs before the node of the product, which then reads the new weight.
#: """
import torch
w = torch.tensor([3., 7.], requires_grad=True)
x = torch.tensor([2., -1.], requires_grad=True)
y = w * x
y.register_hook(lambda g: w.data.mul_(2) * 0 + g)
(y * torch.tensor([1., 10.])).sum().backward()
