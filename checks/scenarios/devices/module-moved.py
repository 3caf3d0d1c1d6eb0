#: title = "A module that is moved keeps its parameters, and they get gradients on the device"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: observe = ["held.grad", "net.bias.grad"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "module-not-moved"
#: why = """
#: Module.cuda() moves the data of each parameter: the objects stay the same, and an optimizer made before the
#: move still holds them.
#: """
import torch
net = torch.nn.Linear(2, 1)
with torch.no_grad():
    net.weight.copy_(torch.tensor([[0.5, -1.5]]))
    net.bias.fill_(0.25)
held = net.weight
net.cuda()
net(torch.tensor([[2., 3.]], device="cuda")).sum().backward()
