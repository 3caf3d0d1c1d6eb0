#: title = "A frozen weight is still needed for the gradient of its input"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 17
#: twin = "fz-frozen-weight-data"
#: why = """
#: w does not require grad, yet x's gradient is w's value, so the product saved it. Versions are counted for every
#: tensor, frozen or not: the write is noticed when backward opens the saved value.
#: """
import torch
x = torch.tensor([1., 2.], requires_grad=True)
w = torch.tensor([3., -4.])
loss = (x * w).sum()
w.fill_(9)
loss.backward()
