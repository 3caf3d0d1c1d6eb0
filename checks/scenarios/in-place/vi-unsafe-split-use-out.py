#: title = "A piece of unsafe_split is written and used"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "correct"
#: why = """
#: unsafe_split hands out pieces that are no views for autograd. Used by themselves they are right.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
piece, rest = torch.unsafe_split(h, 1)
piece.mul_(2)
piece.sum().backward()
