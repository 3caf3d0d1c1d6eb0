#: title = "Activations are offloaded by save_on_cpu"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "offload-with-one-buffer"
#: why = """
#: Each saved tensor gets memory of its own on the host and comes back when it is needed.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
with torch.autograd.graph.save_on_cpu(pin_memory=True):
    y = x * x
    z = (y * 0.01).exp()
z.sum().backward()
