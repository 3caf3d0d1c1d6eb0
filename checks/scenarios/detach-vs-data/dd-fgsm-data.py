#: title = "An adversarial step through .data, then backward again"
#: category = "detach-vs-data"
#: source = ["pytorch/pytorch#30987"]
#: expect.default = "silent_wrong"
#: twin = "dd-fgsm-recomputed"
#: why = """
#: The input was moved along its gradient, but the loss was not computed again. The second backward mixes the old
#: loss with the new x. Run the forward pass again after the step.
#: """
import torch
x = torch.tensor([3., -1.], requires_grad=True)
loss = (x ** 2).sum()
loss.backward(retain_graph=True)
x.data = x.data + 0.125 * x.grad
x.grad = None
loss.backward()
