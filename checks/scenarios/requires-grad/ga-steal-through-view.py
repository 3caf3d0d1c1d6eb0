#: title = "A leaf's gradient may be the very seed that was passed"
#: category = "requires-grad"
#: source = ["pytorch/pytorch#46168"]
#: observe = ["x.grad", "u"]
#: expect.default = "silent_wrong"
#: twin = "ga-seed-clone"
#: why = """
#: A view's backward passes the seed on, and the leaf keeps it without a copy. Writing into u afterwards writes into
#: x.grad.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
u = torch.tensor([1.0, 3.0])
x.view(2).backward(u)
u.fill_(50)
