#: title = "A hook that writes in place reaches the seed that the program passed"
#: category = "requires-grad"
#: source = ["pytorch/pytorch#46168"]
#: observe = ["x.grad", "u"]
#: expect.default = "silent_state"
#: why = """
#: backward(u) hands u itself to the first hook, not a copy. The gradient is what the hook asked for, and u has changed
#: under the program's hands.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
u = torch.tensor([1.0, 3.0])
h = x * 2
h.register_hook(lambda g: g.mul_(10))
h.backward(u)
