#: title = "On a device too a write through .data is invisible"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "silent_wrong"
#: expect."native:sim+audit" = "silent_wrong"
#: twin = "data-cloned-then-written"
#: why = """
#: .data shares the memory and not the counter, on every device. Write through a clone, or through detach(),
#: which is counted.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
loss = (y * y).sum()
y.data.zero_()
loss.backward()
