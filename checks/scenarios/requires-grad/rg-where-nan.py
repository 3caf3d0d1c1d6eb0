#: title = "The branch of where that was not taken gives nan"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: expect.default = "correct"
#: why = """
#: Zero times infinity: the derivative of log at 0 is multiplied by the zero of the mask. Replace the argument
#: before the log, not the result after it.
#: """
import torch
x = torch.tensor([0., 2.], requires_grad=True)
y = torch.where(x > 0, torch.log(x), torch.zeros(2))
(y * torch.tensor([3., 5.])).sum().backward()
