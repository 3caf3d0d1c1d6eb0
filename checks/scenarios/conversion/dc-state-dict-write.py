#: title = "An entry of a state dict is written before backward"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html"]
#: observe = ["x.grad"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
#: why = """
#: The entries are aliases by detach of the parameters, and share their counters.
#: """
import torch
import torch.nn as nn
lin = nn.Linear(2, 1, bias=False)
x = torch.tensor([[2., -1.]], requires_grad=True)
y = lin(x)
lin.state_dict()["weight"].fill_(9)
y.sum().backward()
