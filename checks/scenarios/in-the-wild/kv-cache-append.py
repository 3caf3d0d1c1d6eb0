#: title = "Keys are appended to a cache by slices, attention reads the part filled so far"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: observe = ["w.grad"]
#: expect.default = "correct"
#: twin = "kv-cache-saved"
import torch
w = torch.tensor([0.5, -1.], requires_grad=True)
cache = torch.zeros(3, 2)
steps = torch.tensor([[1., 2.], [-3., 0.5], [0.25, 4.]])
total = torch.tensor(0.)
for t in range(3):
    cache[t] = steps[t] * w
    total = total + cache[:t + 1].clone().exp().sum()
total.backward()
