#: title = "The version of an inference tensor is asked for"
#: category = "no-grad"
#: source = [
#:   "pytorch:test/test_autograd.py::TestAutogradInferenceMode",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad_mode.inference_mode.html",
#: ]
#: observe = ["v"]
#: expect.default = "detected"
#: error = "inference"
import torch
with torch.inference_mode():
    c = torch.tensor([3., 7.])
v = c._version
