#: title = "out= writes into a saved tensor"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: why = """
#: out= is a write like any other and is counted.
#: """
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
torch.add(c, 1, out=c)
y.sum().backward()
