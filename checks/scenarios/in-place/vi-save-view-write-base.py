#: title = "A view is saved, the base is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 17
#: twin = "vi-save-view-write-disjoint"
#: why = """
#: The write to h covers v's element, which the square saved.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
v = h[0:1]
y = v ** 2
h.mul_(10)
y.sum().backward()
