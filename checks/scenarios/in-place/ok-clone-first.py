#: title = "A clone enters the product, the original is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.clone.html"]
#: expect.default = "correct"
#: twin = "si-mul-other"
#: why = """
#: The product saved the copy, and the copy was not written.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
w = torch.tensor([3., -1.], requires_grad=True)
b = w * 3
y = x * b.clone()
b.add_(1)
y.sum().backward()
