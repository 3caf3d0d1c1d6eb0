#: title = "A write to a clone"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.clone.html"]
#: expect.default = "correct"
#: twin = "dc-same-then-write"
#: why = """
#: clone() copies always; nothing of h changes.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = h ** 2
h.clone().add_(9)
y.sum().backward()
