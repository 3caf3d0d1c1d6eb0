#: title = "A piece of unsafe_split is written, the whole is used"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "silent_wrong"
#: twin = "vi-unsafe-split-use-out"
#: why = """
#: The piece shares memory with the whole and autograd was told that it does not: the whole has the new number
#: and the old history. Use split, or do not write to the pieces.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
piece, rest = torch.unsafe_split(h, 1)
piece.mul_(2)
(h * torch.tensor([1., 10.])).sum().backward()
