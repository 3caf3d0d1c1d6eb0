#: title = "The .data alias is what was saved, the original is written"
#: category = "detach-vs-data"
#: source = ["pytorch/pytorch#30987"]
#: observe = ["w.grad"]
#: expect.default = "silent_wrong"
#: twin = "dd-alias-saved-detach"
#: why = """
#: The write is declared, but on x's counter; d was saved under its own. Two counters on one memory cannot warn each
#: other.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
w = torch.tensor([2., -1.], requires_grad=True)
d = x.data
z = w * d
with torch.no_grad():
    x.add_(100)
z.sum().backward()
