#: title = "The index of a selection is changed through numpy"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.index_select.html"]
#: expect.default = "silent_wrong"
#: expect.libtorch = "unsupported"
#: expect.mlx = "silent_wrong"
#: twin = "si-index-write"
#: why = """
#: The gradient goes where the index points when backward runs.
#: """
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
i = torch.tensor([2])
y = x.index_select(0, i)
i.numpy()[0] = 0
(y * 5).sum().backward()
