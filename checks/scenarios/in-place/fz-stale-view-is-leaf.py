#: title = "A view of what had no history is a leaf to a write, until somebody asks for its producer"
#: category = "in-place"
#: source = ["gradproof fuzz --seed 3 against PyTorch, shrunk"]
#: observe = ["a.grad"]
#: expect.default = "detected"
#: error = "leaf_write"
#: error_line = 18
#: twin = "fz-stale-view-asked"
#: why = """
#: c required no grad when v was made. The write of a gives c a history, and v one through c; but v's own node is made only when
#: somebody asks for it. The check of writes does not ask, and sees a tensor that requires grad and has no node.
#: """
import torch
a = torch.tensor([2.0, 0.5], requires_grad=True)
c = torch.tensor([[2.0, 3.0]])
v = c[None]
c += a
v.mul_(3.0)
c.sum().backward()
