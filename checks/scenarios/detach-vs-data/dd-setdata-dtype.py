#: title = "A leaf gets data of another type after it was saved"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/autograd.html"]
#: expect.default = "silent_wrong"
import torch
x = torch.tensor([3., 7.], dtype=torch.float64, requires_grad=True)
y = x ** 2
x.data = torch.tensor([50., 60.], dtype=torch.float32)
y.sum().backward()
