#: title = "A view of .data is as invisible as .data"
#: category = "detach-vs-data"
#: source = ["pytorch/pytorch#30987", "https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: expect.default = "silent_wrong"
#: why = """
#: Views share the counter of what they were made from, here the one that .data started. None of the writes is known
#: to x.
#: """
import torch
x = torch.tensor([[1., 2.], [3., 5.]], requires_grad=True)
y = x ** 2
x.data.view(4)[2].fill_(9)
y.sum().backward()
