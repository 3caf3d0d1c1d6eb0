#: title = "The detached alias is what was saved, the original is written"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html"]
#: observe = ["w.grad"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: error_line = 19
#: twin = "dd-alias-saved-data"
#: why = """
#: Sharing a counter works both ways: d was saved, x was written, and the one counter tells.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
d = x.detach()
z = w * d
with torch.no_grad():
    x.add_(100)
z.sum().backward()
