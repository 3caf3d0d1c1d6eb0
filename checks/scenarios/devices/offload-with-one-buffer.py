#: title = "Activations are offloaded to one page-locked buffer"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "silent_wrong"
#: expect."native:sim+audit" = "silent_wrong"
#: twin = "offload-with-save-on-cpu"
#: why = """
#: The second activation overwrites the first in the buffer from which backward takes both. Offload to a buffer
#: for each, or let save_on_cpu() do it.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
buffer = torch.zeros(3).pin_memory()
with torch.autograd.graph.saved_tensors_hooks(lambda t: buffer.copy_(t), lambda b: b.cuda()):
    y = x * x
    z = y.exp()
z.sum().backward()
