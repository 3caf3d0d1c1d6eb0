#: title = "One element is computed from a copy of another"
#: category = "in-place"
#: source = ["pytorch/pytorch#74806"]
#: expect.default = "correct"
#: twin = "si-disjoint-region"
#: why = """
#: The copy has a counter of its own, so the write to the tensor is none of its business.
#: """
import torch
x = torch.tensor([2., 5., -1.], requires_grad=True)
a = x.clone()
a[0] = a[1].clone() ** 2
a.sum().backward()
