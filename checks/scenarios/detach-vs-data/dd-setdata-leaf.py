#: title = "x.data = ... between forward and backward"
#: category = "detach-vs-data"
#: source = [
#:   "pytorch:test/test_autograd.py::test_version_counter",
#:   "https://discuss.pytorch.org/t/using-tensor-data/79640",
#: ]
#: observe = ["x.grad", "x._version"]
#: expect.default = "silent_wrong"
#: right = { "x._version" = 0 }
#: twin = "setdata-after-backward"
#: why = """
#: The assignment swaps the memory under x and leaves x's version alone. The power saved x, the object, so backward
#: reads the new numbers: 100 and 40 where 6 and -2 are due.
#: """
import torch
x = torch.tensor([3., -1.], requires_grad=True)
y = x ** 2
x.data = torch.tensor([50., 20.])
y.sum().backward()
