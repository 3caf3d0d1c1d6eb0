#: title = "A gradient with respect to a value that was overwritten is refused"
#: category = "in-place"
#: source = ["pytorch test/test_autograd.py::test_grad_to_node_inplace"]
#: observe = ["g"]
#: expect.default = "detected"
#: expect.tinygrad = "silent_wrong"
#: error = "unused_input"
#: error_line = 18
#: twin = "rb-wrt-current"
#: why = """
#: z was computed from the y before the write, which no name stands for any more. The y of now was not used.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
y = x * 3
z = y * 5
y.mul_(2)
g = torch.autograd.grad(z.sum(), y)[0]
