#: title = "Two scalar leaves under sum() get one memory for both gradients"
#: category = "requires-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad", "b.grad"]
#: expect.default = "silent_wrong"
#: expect.tinygrad = "silent_drop"
#: twin = "fz-scalar-leaves-zeroed"
#: why = """
#: The gradient of each sum() is a view of one and the same number, and each leaf takes its view over without a copy. The second
#: pass adds to that number once for each leaf: 3 where 2 was due.
#: """
import torch
a = torch.tensor(0.3, requires_grad=True)
b = torch.tensor(1.1, requires_grad=True)
loss = a.sum() + b.sum()
loss.backward(retain_graph=True)
loss.backward()
