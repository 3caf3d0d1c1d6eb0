#: title = "A teacher's weights are averaged by .data while the student's loss through it waits"
#: category = "in-the-wild"
#: source = ["https://github.com/facebookresearch/dino", "https://docs.pytorch.org/docs/stable/optim.html"]
#: observe = ["x.grad"]
#: expect.default = "silent_wrong"
#: twin = "ema-teacher-after-backward"
#: why = """
#: The loss went through the teacher's old weights, and .data hides that they have changed. Average after
#: backward.
#: """
import torch
x = torch.tensor([2., -1.], requires_grad=True)
student = torch.tensor([1., 5.], requires_grad=True)
teacher = torch.tensor([3., 7.])
loss = ((x * student - x * teacher) ** 2).sum()
teacher.data.mul_(0.9).add_(student.data, alpha=0.1)
loss.backward()
