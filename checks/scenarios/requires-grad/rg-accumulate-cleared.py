#: title = "Clearing .grad between two backward passes"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad.html"]
#: observe = ["x.grad"]
#: expect.default = "correct"
#: twin = "rg-accumulate"
#: why = """
#: After zero_ the next gradient is added to zeros; after = None it takes the empty place. w was not used in the
#: second loss, so its .grad stays None.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
(x * w).sum().backward()
x.grad.zero_()
w.grad = None
(x * x).sum().backward()
