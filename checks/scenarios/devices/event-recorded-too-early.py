#: title = "A side stream waits for an event that was recorded before the work"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = ["silent_wrong", "correct"]
#: expect."native:sim+audit" = "detected"
#: error = "race"
#: twin = "event-recorded-after-the-work"
#: why = """
#: An event stands for what its stream had when it was recorded. Recorded before the write it stands for nothing
#: that matters: record it afterwards.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
y = torch.zeros(3, device="cuda")
ready = torch.cuda.Event()
ready.record()
y.copy_(x.detach() * 3)
side.wait_event(ready)
with torch.cuda.stream(side):
    z = y * 2
torch.cuda.current_stream().wait_stream(side)
(x * z).sum().backward()
