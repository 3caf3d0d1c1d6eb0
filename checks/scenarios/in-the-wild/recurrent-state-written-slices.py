#: title = "Outputs over time are written into one tensor by slices"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: observe = ["w.grad"]
#: expect.default = "correct"
#: twin = "recurrent-state-in-place"
import torch
w = torch.tensor([0.5, -1.], requires_grad=True)
inputs = torch.tensor([[1., 2.], [-3., 0.5], [0.25, 4.]])
outputs = torch.zeros(3, 2)
state = torch.tensor([1., 2.])
for t in range(3):
    state = torch.tanh(state * w + inputs[t])
    outputs[t] = state
(outputs * torch.tensor([[1., 2.], [4., 8.], [16., 32.]])).sum().backward()
