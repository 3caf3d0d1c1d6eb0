#: title = "Keys are appended to a cache whose filled part was saved by the step before"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: observe = ["q.grad"]
#: expect.default = "false_alarm"
#: twin = "kv-cache-append"
#: why = """
#: The rows that were saved are not written again, but they share the counter of the whole cache, and the next
#: row moves it. The gradient would have been right; a clone of the part that is read keeps PyTorch quiet.
#: """
import torch
q = torch.tensor([0.5, -1.], requires_grad=True)
cache = torch.zeros(3, 2)
steps = torch.tensor([[1., 2.], [-3., 0.5], [0.25, 4.]])
total = torch.tensor(0.)
for t in range(3):
    cache[t] = steps[t]
    total = total + (cache[:t + 1] @ q).exp().sum()
total.backward()
