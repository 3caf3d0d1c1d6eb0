#: title = "A cloned seed may be written afterwards"
#: category = "requires-grad"
#: source = ["pytorch/pytorch#46168"]
#: observe = ["x.grad", "u"]
#: expect.default = "correct"
#: twin = "ga-steal-through-view"
#: why = """
#: The leaf keeps the clone; u is the program's own.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
u = torch.tensor([1.0, 3.0])
x.view(2).backward(u.clone())
u.fill_(50)
