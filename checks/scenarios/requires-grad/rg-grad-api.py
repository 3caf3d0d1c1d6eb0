#: title = "autograd.grad returns gradients and leaves .grad alone"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html"]
#: observe = ["grads[0]", "grads[1]"]
#: expect.default = "correct"
#: twin = "rg-grad-unused"
#: why = """
#: autograd.grad also answers for results in the middle of a graph (h) and accumulates nothing: .grad of the leaves
#: is untouched.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., 5.], requires_grad=True)
h = x * w
grads = torch.autograd.grad((h * h).sum(), [h, w])
