#: title = "A side stream waits for an event that was recorded after the work"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "event-recorded-too-early"
#: why = """
#: The event stands for the write, and the side stream waits for it.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
y = torch.zeros(3, device="cuda")
ready = torch.cuda.Event()
y.copy_(x.detach() * 3)
ready.record()
side.wait_event(ready)
with torch.cuda.stream(side):
    z = y * 2
torch.cuda.current_stream().wait_stream(side)
(x * z).sum().backward()
