#: title = "item() of an empty tensor"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html"]
#: expect.default = "error"
#: error = "value"
#: error_line = 13
#: twin = "io-item"
#: why = """
#: One number was asked for and there is none.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
number = x[2:].item()
