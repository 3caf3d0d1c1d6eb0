#: title = "A tensor is freed while a side stream still reads it"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = ["silent_wrong", "correct"]
#: expect."native:sim+audit" = "detected"
#: error = "race"
#: twin = "freed-after-record-stream"
#: why = """
#: The allocator gives the memory out again to the stream it was allocated on, at once: it knows nothing of the
#: side stream. tensor.record_stream(side) tells it.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
t = x.detach() * 3
side.wait_stream(torch.cuda.current_stream())
with torch.cuda.stream(side):
    z = t * 2
del t
other = torch.full((3,), 50., device="cuda")
torch.cuda.current_stream().wait_stream(side)
(x * z).sum().backward()
