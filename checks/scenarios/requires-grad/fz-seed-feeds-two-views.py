#: title = "Two leaves and the seed itself share one memory when gradients arrive through views"
#: category = "requires-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad", "b.grad", "s"]
#: expect.default = "silent_wrong"
#: expect.tinygrad = "silent_state"
#: why = """
#: Each view() hands the seed on as a view of it, and each leaf takes that over as its .grad without a copy. The second pass adds
#: to one memory from two sides, the seed's among them.
#: """
import torch
a = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
b = torch.tensor([[5.0, 6.0], [7.0, 8.0]], requires_grad=True)
s = torch.tensor([1.0, 2.0, 3.0, 4.0])
y = a.view(4) + b.view(4)
y.backward(s, retain_graph=True)
y.backward(s)
