#: title = "What was summed is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.sum.html"]
#: expect.default = "correct"
#: twin = "si-prod"
#: why = """
#: A sum keeps no number, only sizes.
#: """
import torch
x = torch.tensor([3., 7., 2.], requires_grad=True)
h = x * torch.tensor([1., 10., 100.])
y = h.sum()
h[0] = 5.
y.backward()
