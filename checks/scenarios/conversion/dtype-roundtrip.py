#: title = "Conversion between floating-point dtypes is recorded"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.to.html"]
#: observe = ["same.is_leaf", "wide.is_leaf", "x.grad.dtype == torch.float32", "x.grad"]
#: expect.default = "correct"
#: right = { "same.is_leaf" = true, "wide.is_leaf" = false, "x.grad.dtype == torch.float32" = true }
#: why = """
#: A conversion that changes the dtype copies, and is an operation of the graph: the gradient comes back in x's own
#: dtype. One that changes nothing returns x.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
wide = x.to(torch.float64)
same = x.to(torch.float32)
(wide * wide + same).sum().backward()
