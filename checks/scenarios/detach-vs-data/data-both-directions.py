#: title = "The original is written, .data is read"
#: category = "detach-vs-data"
#: source = ["https://discuss.pytorch.org/t/using-tensor-data/79640"]
#: observe = ["e", "e._version", "y._version", "x.grad"]
#: expect.default = "correct"
#: right = { "e._version" = 0, "y._version" = 1 }
#: why = """
#: One memory: what is written through y shows in e. Only the bookkeeping differs: y's write is recorded and counted
#: on y, and e's counter does not move.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
e = y.data
y.add_(1)
y.sum().backward()
