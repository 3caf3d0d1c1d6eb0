#: title = "A mean saves sizes, not values"
#: category = "in-place"
#: source = [
#:   "pytorch:test/test_autograd.py::test_per_dispatch_key_input_saving",
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#saved-tensors",
#: ]
#: expect.default = "correct"
#: expect."pytorch<2.1" = ["correct", "false_alarm"]
#: note = "PyTorch 2.0.1 saves the whole tensor for its sizes and refuses without need; 1.13 and 2.15 do not."
#: why = """
#: Every element of a mean has the gradient 1/n whatever its value. Overwriting h does no harm.
#: """
import torch
x = torch.tensor([2., 5., -1., 4.], requires_grad=True)
h = x * 1
y = h.mean()
h.zero_()
y.backward()
