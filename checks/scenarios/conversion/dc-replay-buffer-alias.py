#: title = "A history of states kept with detach()"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html"]
#: observe = ["w.grad", "first", "second"]
#: expect.default = "silent_state"
#: expect.paddle = "silent_state"
#: intend = { "first" = [3.0, -1.0], "second" = [4.0, 0.0] }
#: note = "The gradient is right for the values that the product read."
#: why = """
#: Both entries are aliases of one state and show its last value. The loss and its gradient agree with each other,
#: computed from numbers that were not meant. Store state.clone().
#: """
import torch
w = torch.tensor([1., 2.], requires_grad=True)
state = torch.tensor([3., -1.])
first = state.detach()
state.add_(1)
second = state.detach()
state.add_(1)
(w * first + 10 * w * second).sum().backward()
