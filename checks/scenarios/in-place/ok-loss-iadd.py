#: title = "Losses are added up in place"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/faq.html"]
#: expect.default = "correct"
import torch
x = torch.tensor([3., 7.], requires_grad=True)
total = torch.zeros(2)
for i in range(1, 4):
    total += x ** 2 * i
(total * torch.tensor([1., 10.])).sum().backward()
