#: title = "A hidden state is carried over training steps without detach"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/faq.html"]
#: expect.default = "detected"
#: error = "freed_graph"
#: twin = "rb-rnn-detach"
#: why = """
#: The second step goes back into the graph of the first, which is gone. Detach the state between steps.
#: """
import torch
w = torch.tensor([0.5], requires_grad=True)
h = torch.tensor([1.])
for i in range(2):
    h = torch.tanh(w * h + i)
    h.sum().backward()
