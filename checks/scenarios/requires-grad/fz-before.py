#: title = "Freezing a weight before the forward pass"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#setting-requires-grad"]
#: observe = ["x.grad", "head.grad", "frozen.requires_grad"]
#: expect.default = "correct"
#: right = { "frozen.requires_grad" = false }
#: twin = "fz-between"
#: why = """
#: Turned off before use, the frozen weight gets no gradient and nothing is kept for one; gradients still flow
#: through it to x.
#: """
import torch
x = torch.tensor([1., 2.], requires_grad=True)
frozen = torch.tensor([[3., 0.], [-1., 5.]], requires_grad=True)
head = torch.tensor([2., 7.], requires_grad=True)
frozen.requires_grad_(False)
loss = ((x @ frozen) * head).sum()
loss.backward()
