#: title = "A write through detach() after backward harms nothing"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html"]
#: observe = ["a.grad", "b"]
#: expect.default = "correct"
#: twin = "detach-zero-before-backward"
#: why = """
#: Backward has read what it needed. Writing now changes b's value and no gradient.
#: """
import torch
a = torch.tensor([7., 0., 0.], requires_grad=True)
b = a + 2
loss = torch.mean(b * b)
loss.backward()
b.detach().zero_()
