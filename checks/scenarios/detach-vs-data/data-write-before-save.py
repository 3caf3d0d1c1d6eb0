#: title = "A result changed through .data before it is saved"
#: category = "detach-vs-data"
#: source = ["https://discuss.pytorch.org/t/using-tensor-data/79640"]
#: expect.default = "by_request"
#: twin = "dd-data-write-input"
#: why = """
#: The product saved h after the write and uses that same h in backward: the gradient belongs to the values that were
#: computed. Only the factor 5 itself is not differentiated, as hiding it asks for.
#: """
import torch
x = torch.tensor([3., -1.], requires_grad=True)
h = x * 2
h.data.mul_(5)
y = h * h
y.sum().backward()
