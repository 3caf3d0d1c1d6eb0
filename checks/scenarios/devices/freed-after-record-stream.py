#: title = "A tensor is freed while a side stream reads it, and the allocator knows"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "st-freed-reused"
#: why = """
#: record_stream() keeps the memory until what the side stream had when the tensor was freed has run.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
t = x.detach() * 3
side.wait_stream(torch.cuda.current_stream())
with torch.cuda.stream(side):
    z = t * 2
t.record_stream(side)
del t
other = torch.full((3,), 50., device="cuda")
torch.cuda.current_stream().wait_stream(side)
(x * z).sum().backward()
