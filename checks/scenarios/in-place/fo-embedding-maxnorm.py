#: title = "An embedding with max_norm renormalises a saved weight"
#: category = "in-place"
#: source = [
#:   "pytorch/pytorch#14571",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html",
#: ]
#: observe = ["v.grad"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
#: why = """
#: With max_norm the forward pass writes the weight. Clone the weight before it is used in another way.
#: """
import torch
import torch.nn.functional as F
weight = torch.tensor([[3., 4.], [6., 8.]])
v = torch.tensor([2., -1.], requires_grad=True)
y = weight @ v
e = F.embedding(torch.tensor([1]), weight, max_norm=1.0)
y.sum().backward()
