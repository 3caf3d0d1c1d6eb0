#: title = "An inference tensor cannot be made to require grad outside"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#inference-mode",
#: ]
#: observe = ["c.requires_grad"]
#: expect.default = "detected"
#: error = "inference"
#: error_line = 16
#: why = """
#: Its later uses could not be checked.
#: """
import torch
with torch.inference_mode():
    c = torch.tensor([2., 5.])
c.requires_grad_()
