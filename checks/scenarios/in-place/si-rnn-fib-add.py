#: title = "A sequence computed in one buffer, by addition"
#: category = "in-place"
#: source = ["pytorch/pytorch#74806"]
#: expect.default = "correct"
#: expect.tinygrad = "silent_drop"
#: twin = "si-rnn-fib-mul"
#: why = """
#: Addition saves nothing, so there is nothing that the writes could disturb: 1 + 2 + 3 + 4.
#: """
import torch
x = torch.tensor(3., requires_grad=True)
f = torch.zeros(4)
f[0] = x
for i in range(1, 4):
    f[i] = f[i - 1] + x
f.sum().backward()
