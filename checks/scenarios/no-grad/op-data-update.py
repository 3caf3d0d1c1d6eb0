#: title = "The update of a weight through .data between forward and backward"
#: category = "no-grad"
#: source = ["pytorch/pytorch#30987", "https://discuss.pytorch.org/t/using-tensor-data/79640"]
#: expect.default = "silent_wrong"
#: twin = "sgd-too-early"
#: why = """
#: The same mistake as an update under no_grad that comes too early, but through .data the version does not move. The
#: second gradient is computed from the new w and added without a word.
#: """
import torch
x = torch.tensor([1., 2.])
w = torch.tensor([0.75, -0.5], requires_grad=True)
loss = (x * w * w).sum()
loss.backward(retain_graph=True)
w.data.sub_(0.1 * w.grad)
loss.backward()
