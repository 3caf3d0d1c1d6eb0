#: title = "A side stream waits for the main stream before it reads"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "side-stream-reads-too-early"
#: why = """
#: wait_stream() makes what is issued later wait for all that the other stream has so far.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
y = torch.zeros(3, device="cuda")
y.copy_(x.detach() * 3)
side.wait_stream(torch.cuda.current_stream())
with torch.cuda.stream(side):
    z = y * 2
torch.cuda.current_stream().wait_stream(side)
(x * z).sum().backward()
