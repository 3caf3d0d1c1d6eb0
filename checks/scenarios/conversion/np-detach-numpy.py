#: title = "A write through detach().numpy()"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.numpy.html", "jacobgil/pytorch-grad-cam#589"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.mlx = "silent_wrong"
#: twin = "np-detach-copy"
#: note = "libtorch has no numpy()."
#: why = """
#: detach() shares the version counter, but the array that numpy() makes of it knows no counters. The write is
#: invisible, and backward computes with 10 where 3 was saved.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x ** 2
n = x.detach().numpy()
n[0] = 10
y.sum().backward()
