#: title = "The product of one number saves its result and needs it not"
#: category = "in-place"
#: source = ["gradproof fuzz --seed 3 against PyTorch, shrunk"]
#: observe = ["a.grad"]
#: expect.default = "false_alarm"
#: error = "modified_after_save"
import torch
a = torch.tensor(2.5, requires_grad=True)
y = a.prod()
y.square_()
y.backward()
