#: title = "The hidden state of a cell is zeroed before backward"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
import torch
w = torch.tensor([[0.5, -1.], [2., 0.25]], requires_grad=True)
h = torch.tensor([1., -0.5])
after = torch.tanh(w @ h)
h.zero_()
(after * torch.tensor([1., 10.])).sum().backward()
