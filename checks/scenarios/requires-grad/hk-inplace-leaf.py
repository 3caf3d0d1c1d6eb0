#: title = "A hook scales its gradient in place, and a sibling gets the same memory"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#backward-hooks-execution"]
#: expect.default = "silent_wrong"
#: twin = "hk-scaled-copy"
#: why = """
#: Addition hands one gradient to both operands. A hook should return a new tensor and leave its argument alone.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = torch.tensor([1., 2.], requires_grad=True)
x.register_hook(lambda g: g.mul_(10))
((x + y) * torch.tensor([1., 10.])).sum().backward()
