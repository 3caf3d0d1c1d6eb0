#: title = "autograd.grad with respect to a tensor that the result does not use"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html"]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: error = "unused_input"
#: error_line = 16
#: twin = "rg-grad-api"
#: why = """
#: w requires grad but the loss does not depend on it. That is mostly a mistake in the model, so autograd.grad
#: refuses unless allow_unused=True says that None is welcome.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., 5.], requires_grad=True)
g = torch.autograd.grad((x * x).sum(), w)
