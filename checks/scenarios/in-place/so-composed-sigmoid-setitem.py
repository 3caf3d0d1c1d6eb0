#: title = "A sigmoid spelled out, and one element of its result replaced"
#: category = "in-place"
#: source = ["pytorch/pytorch#9391"]
#: expect.default = "correct"
#: twin = "so-tanh-setitem"
#: why = """
#: Written out, the operations save other tensors (s, and the result of exp), not b. The assignment cuts element 1
#: out of the gradient and disturbs nobody.
#: """
import torch
a = torch.tensor([1., -2., 3.], dtype=torch.float64, requires_grad=True)
s = (-a).exp() + 1
b = 1 * s ** -1
b[1] = 2
b.sum().backward()
