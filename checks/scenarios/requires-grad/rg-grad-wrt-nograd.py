#: title = "autograd.grad with respect to a tensor that does not require grad"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html"]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: error = "requires_grad"
#: error_line = 15
#: why = """
#: No edge of the graph leads to c, so its gradient was never going to be computed. autograd.grad names what it
#: cannot deliver; backward() would have left None.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
c = torch.tensor([2., 5.])
g = torch.autograd.grad((x * c).sum(), c)
