#: title = "A clone of an inference tensor can be saved"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#inference-mode",
#: ]
#: expect.default = "correct"
#: twin = "im-save"
#: why = """
#: The clone is made outside of inference mode and is an ordinary tensor with a counter.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.inference_mode():
    c = torch.tensor([2., 5.])
y = x * c.clone()
y.sum().backward()
