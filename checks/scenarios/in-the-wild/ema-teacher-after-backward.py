#: title = "A teacher's weights are averaged after the backward pass"
#: category = "in-the-wild"
#: source = ["https://github.com/facebookresearch/dino"]
#: observe = ["x.grad", "teacher"]
#: expect.default = "correct"
#: twin = "ema-teacher-before-backward"
import torch
x = torch.tensor([2., -1.], requires_grad=True)
student = torch.tensor([1., 5.], requires_grad=True)
teacher = torch.tensor([3., 7.])
loss = ((x * student - x * teacher) ** 2).sum()
loss.backward()
with torch.no_grad():
    teacher.mul_(0.9).add_(student, alpha=0.1)
