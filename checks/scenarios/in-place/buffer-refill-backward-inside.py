#: title = "One buffer refilled at every step, with backward inside the loop"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "correct"
#: expect.tinygrad = "silent_wrong"
#: twin = "si-buffer-refill"
#: why = """
#: Each backward pass is done before the buffer is filled again, and the gradients add up.
#: """
import torch
w = torch.tensor([2., -1.], requires_grad=True)
buffer = torch.zeros(2)
for i in range(3):
    buffer.fill_(i + 1)
    (w * buffer).sum().backward()
