#: title = "Writing a parameter into a view makes the whole tensor require grad"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_inplace_on_view_makes_base_require_grad"]
#: observe = ["a.requires_grad", "v.requires_grad", "w.grad"]
#: expect.default = "correct"
#: expect.paddle = "silent_drop"
#: right = { "a.requires_grad" = true, "v.requires_grad" = true }
#: why = """
#: a holds a result of w now, so a requires grad and gradients find their way from all of a to w.
#: """
import torch
a = torch.tensor([[1., 2., 3.], [4., 5., 6.]])
w = torch.tensor([2., -1., 5.], requires_grad=True)
v = a[1]
v.mul_(w)
(a * a).sum().backward()
