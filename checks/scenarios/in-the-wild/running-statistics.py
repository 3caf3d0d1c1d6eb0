#: title = "Running statistics that the forward pass divided by are updated before backward"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: twin = "running-statistics-clone"
import torch
x = torch.tensor([[3., 7.], [1., 2.], [-4., 5.]], requires_grad=True)
mean = torch.tensor([1., 2.])
scale = torch.tensor([2., 0.5])
y = (x - mean) * scale
with torch.no_grad():
    mean.lerp_(x.mean(0), 0.1)
    scale.lerp_(1 / x.std(0), 0.1)
(y * torch.tensor([[1., 2.], [4., 8.], [16., 32.]])).sum().backward()
