#: title = "One element is computed from another of the same tensor"
#: category = "in-place"
#: source = ["pytorch/pytorch#114505", "pytorch/pytorch#55980", "pytorch/pytorch#74806"]
#: expect.default = "false_alarm"
#: error_line = 15
#: twin = "disjoint-region-clone"
#: why = """
#: The square saved element 1, the write went to element 0. They do not overlap, but the counter belongs to the whole
#: family of views, so backward refuses. a[1].clone() ** 2 passes.
#: """
import torch
x = torch.tensor([2., 5., -1.], requires_grad=True)
a = x.clone()
a[0] = a[1] ** 2
a.sum().backward()
