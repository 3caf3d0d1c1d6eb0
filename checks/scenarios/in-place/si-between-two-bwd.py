#: title = "A saved tensor written between two backward passes"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 17
#: twin = "si-after-backward"
#: why = """
#: The first pass was right. The second would compute with the new h, and is refused.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
h = x * 1
loss = (h ** 2).sum()
loss.backward(retain_graph=True)
h.add_(1)
loss.backward()
