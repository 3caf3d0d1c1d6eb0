#: title = "One element written through .data"
#: category = "detach-vs-data"
#: source = ["pytorch/pytorch#30987"]
#: expect.default = "silent_wrong"
#: why = """
#: One element is enough: the first gradient is 200 where 2 is due, the second is right. Such a gradient still looks
#: plausible in a mean.
#: """
import torch
x = torch.tensor([1., 2.], requires_grad=True)
y = x ** 2
x.data[0] = 100
y.sum().backward()
