#: title = "item() of a tensor with two elements"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html"]
#: expect.default = "error"
#: error = "value"
#: error_line = 13
#: twin = "io-item"
#: why = """
#: One number was asked for and there are two. Index first, or use tolist().
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
number = x.item()
