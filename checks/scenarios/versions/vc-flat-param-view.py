#: title = "A leaf that is a detached piece of a flat buffer"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: twin = "vc-flat-param-data"
#: why = """
#: The piece is an alias by detach and shares the buffer's counter.
#: """
import torch
flat = torch.tensor([3., 7., 1.])
p = flat[0:2].detach().requires_grad_()
y = p ** 2
flat.fill_(50)
y.sum().backward()
