#: title = "A hook runs a second time in double backward if its operation saved its result"
#: category = "requires-grad"
#: source = ["gradproof fuzz --seed 1, shrunk"]
#: observe = ["a.grad"]
#: expect.default = "silent_wrong"
#: expect.paddle = "silent_wrong"
#: twin = "fz-hook-met-once"
#: why = """
#: tanh saved its result, and the saved result leads back to tanh's own node. So the second pass comes by that node once more,
#: and the hook doubles a second derivative that it had already doubled. sin, which saves its operand, has no such way back.
#: """
import torch
a = torch.tensor([2.0], requires_grad=True)
y = a.tanh()
y.register_hook(lambda g: g * 2)
g = torch.autograd.grad(y.sum(), [a], create_graph=True)[0]
g.sum().backward()
