#: title = "The gradient of a penalty is clipped in place before it is squared away"
#: category = "in-the-wild"
#: source = ["https://arxiv.org/abs/1704.00028"]
#: observe = ["w.grad"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: twin = "gradient-penalty"
#: why = """
#: The norm saved the slope that clamp_ then wrote. Use clamp, which makes a new tensor.
#: """
import torch
w = torch.tensor([[0.5, -1.], [2., 0.25]], requires_grad=True)
v = torch.tensor([1.5, -0.5])
x = torch.tensor([[1., 2.], [-3., 0.5]], requires_grad=True)
score = torch.tanh(x @ w) @ v
slope = torch.autograd.grad(score.sum(), x, create_graph=True)[0]
size = (slope ** 2).sum()
with torch.no_grad():
    slope.clamp_(-0.1, 0.1)
(score.mean() + size).backward()
