#: title = "A write to an empty slice"
#: category = "in-place"
#: source = [
#:   "https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks",
#:   "https://docs.pytorch.org/docs/stable/tensor_view.html",
#: ]
#: expect.default = "false_alarm"
#: error_line = 18
#: why = """
#: The slice has no elements, so no byte changed; its version counter is h's all the same. Loops over pieces of a
#: tensor meet this at their ends.
#: """
import torch
x = torch.tensor([2., 5.], requires_grad=True)
h = x * 1
y = h ** 2
h[0:0].add_(1)
y.sum().backward()
