#: title = "A running product in place"
#: category = "in-place"
#: source = ["pytorch/pytorch#4189"]
#: expect.default = "correct"
#: expect.tinygrad = "silent_drop"
#: why = """
#: Each *= keeps a copy of the old p for x's gradient: the derivative of x cubed.
#: """
import torch
x = torch.tensor(3., requires_grad=True)
p = x * 1
for i in range(2):
    p *= x
p.backward()
