#: title = "y.data = ... after exp saved its result"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors"]
#: expect.default = "correct"
#: twin = "dd-setdata-leaf"
#: why = """
#: An operation that saves its own result keeps an alias of it, not the object y (that would be a cycle). The alias
#: still holds the old memory, so the swap under y does not reach it. Contrast with a leaf, which is kept as the
#: object.
#: """
import torch
x = torch.tensor([0.5, -1.], requires_grad=True)
c = torch.tensor([2., 3.])
y = x.exp()
loss = (y * c).sum()
y.data = torch.tensor([50., 20.])
loss.backward()
