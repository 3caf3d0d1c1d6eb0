#: title = "The leaf rule sidestepped by switching requires_grad off and on"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 16
#: why = """
#: The flag lets the write through, the counter remembers it. The power saved x at version 0.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x ** 2
x.requires_grad_(False)
x.mul_(10)
x.requires_grad_(True)
y.sum().backward()
