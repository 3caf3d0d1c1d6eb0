#: title = "A write through detach() is seen by the version counter"
#: category = "detach-vs-data"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html",
#:   "https://discuss.pytorch.org/t/clone-and-detach-in-v0-4-0/16861",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 22
#: twin = "data-zero-before-backward"
#: why = """
#: detach() gives an alias without history that shares b's memory and b's version counter. zero_ moves that counter;
#: backward finds that the b saved by b * b is at version 1 and not 0, names the operation, and refuses rather than
#: compute with zeros.
#: """
import torch
a = torch.tensor([7., 0., 0.], requires_grad=True)
b = a + 2
loss = torch.mean(b * b)
b_ = b.detach()
b_.zero_()
loss.backward()
