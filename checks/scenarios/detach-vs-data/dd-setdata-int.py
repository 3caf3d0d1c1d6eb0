#: title = ".data of integers is refused for a tensor that requires grad"
#: category = "detach-vs-data"
#: source = ["pytorch test/test_autograd.py::test_set_data_self_requires_grad"]
#: expect.default = "detected"
#: error = "set_data"
#: error_line = 12
#: why = """
#: Integers have no gradient.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
x.data = torch.tensor([1, 2])
(x * 2).sum().backward()
