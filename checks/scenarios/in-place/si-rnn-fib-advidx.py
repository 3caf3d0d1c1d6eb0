#: title = "A recurrence written by lists of positions"
#: category = "in-place"
#: source = ["pytorch/pytorch#74806"]
#: expect.default = "correct"
#: twin = "si-rnn-fib-mul"
#: why = """
#: An index that is a list copies what it reads, so what was saved is never written.
#: """
import torch
x = torch.tensor([3.], requires_grad=True)
f = torch.zeros(4)
f[0] = 2.
for i in range(1, 4):
    f[[i]] = f[[i - 1]] * x
f[3].backward()
