#: title = "A number taken out with item() is a constant"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html"]
#: expect.default = "correct"
#: why = """
#: item() leaves the graph: 58 enters the product as a plain number, and its dependence on x is not differentiated.
#: That is what asking for a number means.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
total = (x * x).sum()
scaled = x * total.item()
scaled.sum().backward()
