#: title = "item() and tolist() of tensors that require grad"
#: category = "conversion"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.item.html",
#:   "https://docs.pytorch.org/docs/stable/generated/torch.Tensor.tolist.html",
#: ]
#: observe = ["number", "values", "x.grad", "x._version"]
#: expect.default = "correct"
#: right = { "x._version" = 0 }
#: why = """
#: Both copy plain numbers out. No history goes with them, no version moves, and the graph is untouched.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
loss = (x * x).sum()
number = loss.item()
values = x.tolist()
loss.backward()
