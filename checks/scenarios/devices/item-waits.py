#: title = "item() waits for the device by itself"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "early-read-of-an-async-copy"
#: why = """
#: What gives the host a number (item, tolist, float, printing) waits for the stream. No synchronize() is needed.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
factor = y.sum().item()
(x * factor).sum().backward()
