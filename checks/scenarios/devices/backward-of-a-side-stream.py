#: title = "A backward pass runs each step on the stream of its forward step and waits by itself"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "gradient-used-on-a-side-stream"
#: why = """
#: What autograd issues is ordered: a step waits for the gradients that it gets, and the stream that called
#: backward() waits for the leaves.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
side.wait_stream(torch.cuda.current_stream())
with torch.cuda.stream(side):
    y = x * x
z = x * 3
torch.cuda.current_stream().wait_stream(side)
(y * z).sum().backward()
