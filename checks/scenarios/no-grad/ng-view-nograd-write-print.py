#: title = "A view from no_grad is written there and printed"
#: category = "no-grad"
#: source = ["pytorch/pytorch#11390"]
#: observe = ["b"]
#: expect.default = "correct"
#: expect."pytorch<2.1" = "detected"
#: expect.libtorch = "detected"
#: note = "Before 2.1 printing such a view raised; now it prints that its node is invalid."
import torch
a = torch.tensor([3., 7.], requires_grad=True)
h = a * 1
with torch.no_grad():
    b = h[:]
    b *= 2
print(b)
