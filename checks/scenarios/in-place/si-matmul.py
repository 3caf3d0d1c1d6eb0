#: title = "A weight written after a matrix product saved it"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 17
#: why = """
#: A matrix product saves both factors, each for the other's gradient. The write goes through a column of h;
#: the counter is shared by all views.
#: """
import torch
x = torch.tensor([[1., 2., -1.], [0., 3., 5.]], dtype=torch.float64, requires_grad=True)
w = torch.tensor([[2., 0.], [1., -3.], [4., 7.]], dtype=torch.float64, requires_grad=True)
h = w * 1
y = x @ h
h.t()[0].mul_(2)
y.sum().backward()
