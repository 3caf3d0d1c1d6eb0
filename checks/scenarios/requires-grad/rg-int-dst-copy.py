#: title = "copy_ into an integer tensor cuts the gradient without a word"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html"]
#: observe = ["x.grad", "w.grad"]
#: expect.default = "silent_drop"
#: twin = "ok-copy_-full"
#: why = """
#: Integer tensors cannot require grad, so copy_ drops x's history on the way in; nothing warns. w gets its gradient,
#: x.grad stays None. Keep values that must be differentiated in a floating-point tensor.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
counts = torch.zeros(2, dtype=torch.int64)
counts.copy_(x)
(counts * w).sum().backward()
