#: title = "A chunk is written after the whole was saved"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: twin = "vi-unsafe-chunk-saved-base"
#: why = """
#: A chunk shares the counter of the whole; h[:1] may be written, chunk's views may not. Here the write is under
#: no_grad, where only the counter is left to tell.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = h ** 2
with torch.no_grad():
    first, second = torch.chunk(h, 2)
    first.mul_(10)
y.sum().backward()
