#: title = "A chunk from unsafe_chunk is written after the whole was saved"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "silent_wrong"
#: why = """
#: The chunk has a version counter of its own, so the node that saved the whole does not learn of the write.
#: chunk shares the counter and raises.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = h ** 2
first, second = torch.unsafe_chunk(h, 2)
first.mul_(10)
y.sum().backward()
