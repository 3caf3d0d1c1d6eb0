#: title = "Filling a buffer under no_grad keeps the source out of the gradient"
#: category = "no-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html"]
#: observe = ["x.grad", "w.grad"]
#: expect.default = "by_request"
#: twin = "ok-copy_-full"
#: why = """
#: The copy was not recorded: buffer holds x's numbers and no history. w gets its gradient and x gets none, as asked.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
buffer = torch.zeros(2)
with torch.no_grad():
    buffer.copy_(x)
(buffer * w).sum().backward()
