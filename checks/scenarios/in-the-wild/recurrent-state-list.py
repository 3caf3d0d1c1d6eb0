#: title = "A recurrent state is made anew at each step"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html"]
#: observe = ["w.grad"]
#: expect.default = "correct"
#: twin = "recurrent-state-in-place"
import torch
w = torch.tensor([0.5, -1.], requires_grad=True)
state = torch.tensor([1., 2.])
inputs = torch.tensor([[1., 2.], [-3., 0.5], [0.25, 4.]])
for t in range(3):
    state = torch.tanh(state * w + inputs[t])
state.sum().backward()
