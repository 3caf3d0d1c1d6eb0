#: title = "A leaf set through .data before anything was computed from it"
#: category = "detach-vs-data"
#: source = ["https://discuss.pytorch.org/t/using-tensor-data/79640"]
#: expect.default = "correct"
#: twin = "dd-data-write-input"
#: why = """
#: No value was saved yet, so there is nothing to spoil: the forward pass reads the new numbers and so does backward.
#: Old initialisation code does this; under torch.no_grad() it would be counted as well.
#: """
import torch
x = torch.tensor([3., -1.], requires_grad=True)
x.data.fill_(10)
x.data[1] = 4
y = x ** 2
y.sum().backward()
