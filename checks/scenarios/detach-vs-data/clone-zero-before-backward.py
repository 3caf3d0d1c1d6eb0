#: title = "A clone may be written at any time"
#: category = "detach-vs-data"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.clone.html",
#:   "https://discuss.pytorch.org/t/clone-and-detach-in-v0-4-0/16861",
#: ]
#: observe = ["a.grad", "b_"]
#: expect.default = "correct"
#: twin = "detach-zero-before-backward"
#: why = """
#: clone() copies the bytes. What is written to the copy never reaches the b that backward needs. This is the way out
#: when an error says that a detached alias was written.
#: """
import torch
a = torch.tensor([7., 0., 0.], requires_grad=True)
b = a + 2
loss = torch.mean(b * b)
b_ = b.detach().clone()
b_.zero_()
loss.backward()
