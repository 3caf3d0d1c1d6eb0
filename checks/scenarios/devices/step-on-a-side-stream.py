#: title = "A weight is updated on a side stream while the forward pass still reads it"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = ["silent_wrong", "correct"]
#: expect."native:sim+audit" = "detected"
#: error = "race"
#: twin = "step-on-the-main-stream"
#: why = """
#: The update is issued after the forward pass and may run before it. Let the side stream wait first.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
y = x * x
loss = (y * x).sum()
g = torch.full((3,), 0.5, device="cuda")
with torch.cuda.stream(side):
    x.data.sub_(g)
loss.backward()
