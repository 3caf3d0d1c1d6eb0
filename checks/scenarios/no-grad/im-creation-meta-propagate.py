#: title = "A view of a view that was made in inference mode"
#: category = "no-grad"
#: source = ["pytorch:test/cpp/api/inference_mode.cpp::TestCreationMetaPropagation", "pytorch/pytorch#49824"]
#: expect.default = "detected"
#: expect."pytorch<2.0" = "error"
#: expect.libtorch = "error"
#: error = "view_write"
#: note = "PyTorch before 2.0 stops at an internal assertion."
import torch
x = torch.tensor([[3., 7.], [1., 2.]], requires_grad=True)
h = x * 1
with torch.inference_mode():
    v = h[0]
v.view(2).mul_(2)
h.sum().backward()
