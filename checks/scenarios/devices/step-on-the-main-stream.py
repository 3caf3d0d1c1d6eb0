#: title = "A weight is updated through .data before backward, on one stream"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "silent_wrong"
#: expect."native:sim+audit" = "silent_wrong"
#: twin = "step-on-a-side-stream"
#: why = """
#: In order, and still wrong: the saved operand is the weight itself, and .data hides the write from the counter.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * x
loss = (y * x).sum()
g = torch.full((3,), 0.5, device="cuda")
x.data.sub_(g)
loss.backward()
