#: title = "An inference tensor cannot be saved for backward"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#inference-mode",
#:   "pytorch:test/test_autograd.py::TestAutogradInferenceMode",
#: ]
#: expect.default = "detected"
#: error = "inference"
#: error_line = 18
#: twin = "im-clone"
#: why = """
#: c has no version counter, so nobody could tell later whether it was written: mul() refuses to save it. Make c outside, or clone() it there.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.inference_mode():
    c = torch.tensor([2., 5.])
y = x * c
