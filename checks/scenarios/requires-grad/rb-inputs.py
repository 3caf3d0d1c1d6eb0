#: title = "backward(inputs=) fills the grad of those inputs and of no other leaf"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html"]
#: observe = ["x.grad", "w.grad"]
#: expect.default = "correct"
#: why = """
#: The graph is walked only as far as it leads to x.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
w = torch.tensor([3.0, 5.0], requires_grad=True)
(x * w).sum().backward(inputs=[x])
