#: title = "The input of a checkpoint is written before backward"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/checkpoint.html"]
#: expect.default = "detected"
#: expect."pytorch<2.1" = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.paddle = "silent_wrong"
#: error = "modified_after_save"
#: twin = "ck-input-kept"
#: why = """
#: The function is computed again from its input as it is then. Since 2.1 the inputs are saved with their
#: versions; before, the new numbers were used without a word.
#: """
import torch
from gradproof.prelude import checkpoint
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = checkpoint(lambda t: t ** 2, h)
h.add_(9)
(y * torch.tensor([1., 10.])).sum().backward()
