#: title = "A gradient is used on a side stream that did not wait for backward"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: observe = ["x.grad", "g", "h"]
#: expect.default = "unsupported"
#: expect."native:sim" = ["silent_state", "silent_wrong", "correct"]
#: expect."native:sim+audit" = "detected"
#: error = "race"
#: twin = "backward-of-a-side-stream"
#: why = """
#: The stream that called backward() has the gradients when it gets there; another stream has to wait for it.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
(x * x).sum().backward()
with torch.cuda.stream(side):
    g = x.grad * 2
torch.cuda.current_stream().wait_stream(side)
h = g + 1
