#: title = "A hook that scales its gradient in place scales its sibling's too"
#: category = "requires-grad"
#: source = ["pytorch/pytorch#46168"]
#: expect.default = "silent_wrong"
#: twin = "hk-return-new"
#: why = """
#: k + h hands one and the same gradient tensor to both branches, and the branch that was made last runs first. Its hook
#: writes into what k has still to receive; returning g * 10 would not.
#: """
import torch
a = torch.tensor([1.5, -2.0], requires_grad=True)
b = torch.tensor([3.0, 4.0], requires_grad=True)
k = a * 1
h = b * 1
h.register_hook(lambda g: g.mul_(10))
z = k + h
z.backward(torch.tensor([1.0, 2.0]))
