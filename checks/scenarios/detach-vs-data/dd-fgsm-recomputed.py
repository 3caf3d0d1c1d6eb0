#: title = "An adversarial step, then forward and backward again"
#: category = "detach-vs-data"
#: source = ["https://discuss.pytorch.org/t/using-tensor-data/79640"]
#: observe = ["x.grad", "moved.grad"]
#: expect.default = "correct"
#: twin = "dd-fgsm-data"
#: why = """
#: The moved input is a new leaf and the loss is computed from it: the gradient belongs to the values that were used.
#: """
import torch
x = torch.tensor([3., -1.], requires_grad=True)
(x ** 2).sum().backward()
moved = (x + 0.125 * x.grad).detach().requires_grad_()
(moved ** 2).sum().backward()
