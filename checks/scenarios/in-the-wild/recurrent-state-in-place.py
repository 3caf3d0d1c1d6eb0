#: title = "A recurrent state is updated in place over time"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: observe = ["w.grad"]
#: expect.default = "detected"
#: expect.paddle = "silent_drop"
#: expect.tinygrad = "silent_wrong"
#: error = "modified_after_save"
#: twin = "recurrent-state-list"
#: why = """
#: Each step saved the state that the next one overwrites. Keep the states in a list, or make a new tensor each
#: step.
#: """
import torch
w = torch.tensor([0.5, -1.], requires_grad=True)
state = torch.tensor([1., 2.])
inputs = torch.tensor([[1., 2.], [-3., 0.5], [0.25, 4.]])
for t in range(3):
    state.copy_(torch.tanh(state * w + inputs[t]))
state.sum().backward()
