#: title = "The index of a selection is changed in place"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.index_select.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: twin = "np-index-write"
import torch
x = torch.tensor([3., 7., 1.], requires_grad=True)
i = torch.tensor([2])
y = x.index_select(0, i)
i.zero_()
(y * 5).sum().backward()
