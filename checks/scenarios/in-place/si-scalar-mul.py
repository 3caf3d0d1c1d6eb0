#: title = "Multiplying by a number saves the number alone"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors"]
#: expect.default = "correct"
#: twin = "si-mul-other"
#: why = """
#: The gradient of h * 3 is 3; h itself is not needed and may be written.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
h = x * 1
y = h * 3
h.add_(1)
y.sum().backward()
