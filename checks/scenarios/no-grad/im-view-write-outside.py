#: title = "A view made in inference mode cannot be written outside"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#inference-mode",
#: ]
#: expect.default = "detected"
#: error = "view_write"
#: error_line = 18
#: twin = "im-view-read-outside"
#: why = """
#: The view was made without history, so a recorded write through it could not be told to a.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
a = x * 2
with torch.inference_mode():
    v = a.view(2)
v.add_(2)
a.sum().backward()
