#: title = "An event that is recorded again changes nothing for who waited before"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = ["silent_wrong", "correct"]
#: expect."native:sim+audit" = "detected"
#: error = "race"
#: twin = "event-recorded-after-the-work"
#: why = """
#: The wait took what the event stood for at the call. What is recorded later orders only who waits later.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
y = torch.zeros(3, device="cuda")
ready = torch.cuda.Event()
ready.record()
side.wait_event(ready)
y.copy_(x.detach() * 3)
ready.record()
with torch.cuda.stream(side):
    z = y * 2
torch.cuda.current_stream().wait_stream(side)
(x * z).sum().backward()
