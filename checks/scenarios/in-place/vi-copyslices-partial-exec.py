#: title = "Only the gradient of what was written into a view is asked for"
#: category = "in-place"
#: source = ["pytorch:test/test_autograd.py::test_copy_slices_graph_task_updates", "pytorch/pytorch#89812"]
#: observe = ["only_w", "only_x"]
#: expect.default = "correct"
#: why = """
#: The node of a write through a view runs the part that leads to what was asked for, whichever that is.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor(2., requires_grad=True)
h = x * 1
h[0] = w * 3
loss = (h * torch.tensor([5., 11.])).sum()
only_w = torch.autograd.grad(loss, w, retain_graph=True)[0]
only_x = torch.autograd.grad(loss, x)[0]
