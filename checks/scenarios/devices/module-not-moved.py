#: title = "A module on the host is given a batch on the device"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: observe = ["net.bias.grad"]
#: expect.default = "unsupported"
#: expect."native:sim" = "detected"
#: expect."native:sim+audit" = "detected"
#: error = "device_access"
#: twin = "module-moved"
#: why = """
#: Nothing moves by itself: the module, or the batch, has to be moved.
#: """
import torch
net = torch.nn.Linear(2, 1)
net(torch.tensor([[2., 3.]], device="cuda")).sum().backward()
