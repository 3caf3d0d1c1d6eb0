#: title = "A piece of a flat buffer is written after the buffer was saved"
#: category = "versions"
#: source = ["pytorch:torch/_utils.py::_unflatten_dense_tensors"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: why = """
#: The pieces are views of the flat buffer and share its counter.
#: """
import torch
w = torch.tensor([2., -1., 3.], requires_grad=True)
flat = torch.tensor([3., 7., 1.])
y = w * flat
piece = flat[0:2].view(2, 1)
piece.mul_(4)
y.sum().backward()
