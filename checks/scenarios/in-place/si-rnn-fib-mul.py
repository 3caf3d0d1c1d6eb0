#: title = "A sequence computed in one buffer, by multiplication"
#: category = "in-place"
#: source = ["pytorch/pytorch#74806", "pytorch/pytorch#36470"]
#: expect.default = "false_alarm"
#: expect.tinygrad = "silent_drop"
#: error_line = 19
#: twin = "si-rnn-fib-add"
#: why = """
#: Each product saved a view of f, and each later assignment moved the counter that all views of f share. The
#: elements that were saved are not the ones that were written, so the gradient would be right. Collect the steps in
#: a list, or clone.
#: """
import torch
x = torch.tensor(3., requires_grad=True)
f = torch.zeros(4)
f[0] = x
for i in range(1, 4):
    f[i] = f[i - 1] * x
f.sum().backward()
