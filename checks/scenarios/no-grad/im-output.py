#: title = "A result of inference mode has no history"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#inference-mode",
#: ]
#: expect.default = "detected"
#: error = "no_graph"
#: error_line = 16
#: why = """
#: Nothing was recorded, so there is nothing to differentiate.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.inference_mode():
    y = x * 2
y.sum().backward()
