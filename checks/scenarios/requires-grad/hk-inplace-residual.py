#: title = "A hook that zeroes a branch's gradient in place zeroes the residual too"
#: category = "requires-grad"
#: source = ["pytorch/pytorch#46168"]
#: expect.default = "silent_wrong"
#: why = """
#: Addition passes one tensor on to both of its inputs. Zeroing it in a hook on h also removes what was meant for x by
#: the direct way.
#: """
import torch
x = torch.tensor([1.5, -2.0], requires_grad=True)
h = x * 3
h.register_hook(lambda g: g.zero_())
r = h + x
r.backward(torch.tensor([1.0, 2.0]))
