#: title = "The base of a view from inference mode is written inside, then the view's node is asked for"
#: category = "no-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: observe = ["name"]
#: expect.default = "detected"
#: error = "view_write"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
with torch.inference_mode():
    v = h.view(2, 1)
    h.add_(2)
name = v.grad_fn
