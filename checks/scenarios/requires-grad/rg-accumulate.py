#: title = "Gradients of two backward passes add up"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.grad.html"]
#: expect.default = "correct"
#: twin = "rg-accumulate-cleared"
#: why = """
#: backward() adds to .grad. That is what makes several losses, or several batches, sum up; it is also why a training
#: loop clears the gradients between steps.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
(x * w).sum().backward()
(x * x).sum().backward()
