#: title = "The output of a module with a full backward hook is written"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html"]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: expect.native = "unsupported"
#: error = "view_write"
#: why = """
#: The hook wraps the output in a view that a custom function made, and such a view may not be written.
#: """
import torch
import torch.nn as nn
lin = nn.Linear(2, 1)
handle = lin.register_full_backward_hook(lambda m, gin, gout: None)
x = torch.tensor([[2., -1.]], requires_grad=True)
y = lin(x)
y += 1
y.sum().backward()
