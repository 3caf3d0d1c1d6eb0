#: title = "The storage behind a saved tensor is filled"
#: category = "versions"
#: source = ["https://docs.pytorch.org/docs/stable/storage.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: twin = "vc-storage-sizes"
#: why = """
#: A storage has no counter. Write through the tensor, or declare the write by increment_version.
#: """
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([3., 7.])
y = w * c
c.storage().fill_(50)
y.sum().backward()
