#: title = "An inference tensor can be added, since add() saves nothing"
#: category = "no-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#inference-mode",
#:   "pytorch:test/test_autograd.py::TestAutogradInferenceMode",
#: ]
#: expect.default = "correct"
#: twin = "im-save"
#: why = """
#: The derivative of a sum needs neither operand, so nothing is saved and nothing has to be counted.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
with torch.inference_mode():
    c = torch.tensor([2., 5.])
y = (x + c) * 3
y.sum().backward()
