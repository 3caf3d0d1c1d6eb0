#: title = "Printing a saved tensor changes nothing"
#: category = "conversion"
#: source = ["pytorch:test/test_autograd.py::test_autograd_print_tensor"]
#: observe = ["x._version", "h._version", "x.grad"]
#: expect.default = "correct"
#: right = { "x._version" = 0, "h._version" = 0 }
#: why = """
#: Printing reads: no version moves, nothing is recorded, nothing is freed.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
loss = (h ** 2).sum()
print(x)
print(h, loss)
print("mean", h.detach().mean(), h.tolist())
loss.backward()
