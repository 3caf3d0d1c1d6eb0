#: title = "The result of exp written through .data"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors"]
#: expect.default = "silent_wrong"
#: twin = "so-exp"
#: why = """
#: exp is its own derivative, so it saves its result. The scaled result is used as the derivative, which is ten times
#: what is due.
#: """
import torch
x = torch.tensor([0.5, -1.], requires_grad=True)
y = x.exp()
y.data.mul_(10)
y.sum().backward()
