#: title = "A write under no_grad through a view of a saved tensor"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 20
#: why = """
#: A view shares the version counter of its base. Writing the first element of h counts as writing h, which the
#: square saved.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
loss = (h ** 2).sum()
with torch.no_grad():
    h[0:1].zero_()
loss.backward()
