#: title = "out= into an inference tensor, outside"
#: category = "no-grad"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-operations-with-autograd"]
#: observe = ["c"]
#: expect.default = "detected"
#: error = "inference"
import torch
with torch.inference_mode():
    c = torch.tensor([3., 7.])
s = torch.tensor([2., 5.])
torch.mul(s, s, out=c)
