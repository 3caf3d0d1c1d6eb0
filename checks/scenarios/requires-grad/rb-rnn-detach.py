#: title = "A hidden state is detached between training steps"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/faq.html"]
#: expect.default = "correct"
#: twin = "rb-rnn-no-detach"
import torch
w = torch.tensor([0.5], requires_grad=True)
h = torch.tensor([1.])
for i in range(3):
    h = torch.tanh(w * h.detach() + i)
    h.sum().backward()
