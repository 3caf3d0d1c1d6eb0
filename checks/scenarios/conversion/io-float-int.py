#: title = "float() and int() of one-element tensors"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html"]
#: observe = ["whole", "exact", "x.grad"]
#: expect.default = "correct"
#: why = """
#: Both read one number; int() cuts towards zero. Neither is differentiated.
#: """
import torch
x = torch.tensor([2.75, -7.], requires_grad=True)
whole = int(x[0])
exact = float(x[1])
y = x * whole + exact
y.sum().backward()
