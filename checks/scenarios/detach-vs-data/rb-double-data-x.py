#: title = "A leaf changed through .data between a gradient and its gradient is not"
#: category = "detach-vs-data"
#: source = ["pytorch test/test_autograd.py::test_grad"]
#: expect.default = "silent_wrong"
#: twin = "rb-double-mutated-x"
#: why = """
#: The meta-learning idiom w.data -= lr * g changes what the recorded backward saved, without a count. The second
#: derivative is taken at the new weight.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
g = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)[0]
x.data -= 0.5 * g.data
g.sum().backward()
