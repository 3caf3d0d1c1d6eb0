#: title = "An inference tensor is written inside inference mode"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/cppdocs/notes/inference_mode.html",
#:   "pytorch:test/cpp/api/inference_mode.cpp",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#inference-mode",
#: ]
#: observe = ["c", "inference"]
#: expect.default = "correct"
#: right.inference = true
import torch
with torch.inference_mode():
    c = torch.tensor([3., 7.])
    c.add_(1)
    c[0] = 9.
inference = c.is_inference()
