#: title = "A frozen weight overwritten through .data"
#: category = "requires-grad"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks",
#:   "pytorch/pytorch#30987",
#: ]
#: expect.default = "silent_wrong"
#: twin = "fz-frozen-weight-written"
#: why = """
#: .data has a version counter of its own, so the write to w's memory is not counted. Backward finds the version it
#: expects and multiplies with nines: x.grad is [9, 9] where [3, -4] is due.
#: """
import torch
x = torch.tensor([1., 2.], requires_grad=True)
w = torch.tensor([3., -4.])
loss = (x * w).sum()
w.data.fill_(9)
loss.backward()
