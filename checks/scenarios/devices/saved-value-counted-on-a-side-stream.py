#: title = "A saved value is overwritten on a side stream through detach()"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "detected"
#: expect."native:sim+audit" = "detected"
#: error = "modified_after_save"
#: twin = "st-side-stream-write"
#: why = """
#: The counter moves when the write is issued, on whatever stream: backward refuses, though the bytes may not
#: have changed yet.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
y = x * 2
loss = (y * y).sum()
side.wait_stream(torch.cuda.current_stream())
with torch.cuda.stream(side):
    y.detach().fill_(9)
torch.cuda.current_stream().wait_stream(side)
loss.backward()
