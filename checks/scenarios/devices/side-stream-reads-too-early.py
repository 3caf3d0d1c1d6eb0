#: title = "A side stream reads what the main stream has not written yet"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = ["silent_wrong", "correct"]
#: expect."native:sim+audit" = "detected"
#: error = "race"
#: twin = "side-stream-waits"
#: why = """
#: Streams go on side by side: what is issued to another stream waits for nothing by itself.
#: side.wait_stream(torch.cuda.current_stream()) orders the two.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
y = torch.zeros(3, device="cuda")
y.copy_(x.detach() * 3)
with torch.cuda.stream(side):
    z = y * 2
torch.cuda.current_stream().wait_stream(side)
(x * z).sum().backward()
