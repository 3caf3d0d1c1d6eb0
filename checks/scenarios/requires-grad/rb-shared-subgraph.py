#: title = "Two losses share a part of the graph, and the first backward frees it"
#: category = "requires-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.backward.html"]
#: expect.default = "detected"
#: error = "freed_graph"
#: error_line = 18
#: twin = "rb-retain"
#: why = """
#: Both losses go through h = x * x. The first backward frees what that product saved, so the second cannot pass. Add
#: the losses, or retain the graph for the first.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * x
first = (h * 2).sum()
second = (h * 5).sum()
first.backward()
second.backward()
