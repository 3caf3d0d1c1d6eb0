#: title = "The other factor of a product written in place"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_autograd.py::test_inplace",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks",
#: ]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 20
#: twin = "ok-clone-first"
#: why = """
#: x's gradient is b as it was when the product ran. b has been written since, and the old value exists nowhere.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
w = torch.tensor([3., -1.], requires_grad=True)
b = w * 3
y = x * b
b.add_(1)
y.sum().backward()
