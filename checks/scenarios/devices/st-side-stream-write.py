#: title = "A saved value is overwritten on a side stream, past the counter and without an edge"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = ["silent_wrong", "correct"]
#: expect."native:sim+audit" = "detected"
#: error = "race"
#: twin = "saved-value-counted-on-a-side-stream"
#: why = """
#: Two faults at once: .data hides the write from the counter, and nothing orders the side stream with backward.
#: Neither is said.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
y = x * 2
loss = (y * y).sum()
with torch.cuda.stream(side):
    y.data.fill_(9)
loss.backward()
