#: title = "The seed becomes the gradient, and a second pass adds into it"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: observe = ["u", "x.grad"]
#: expect.default = "silent_state"
#: why = """
#: The engine may keep the seed itself as .grad where nobody else holds it; here the program does, and sees its
#: seed change. Pass a clone.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
u = torch.tensor([1., 10.])
x.view(2).backward(u)
x.view(2).backward(torch.tensor([2., 5.]))
