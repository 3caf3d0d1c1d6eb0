#: title = "One buffer refilled at every step of a loop"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/notes/autograd.html#in-place-correctness-checks"]
#: expect.default = "detected"
#: expect.tinygrad = "silent_wrong"
#: error = "modified_after_save"
#: error_line = 20
#: twin = "buffer-refill-backward-inside"
#: why = """
#: Each product saved the same buffer, and only the last filling is still there. The gradient would be 3 + 3 + 3
#: where 1 + 2 + 3 is due. Make a new tensor for each step.
#: """
import torch
w = torch.tensor([2., -1.], requires_grad=True)
buffer = torch.zeros(2)
total = torch.zeros(())
for i in range(3):
    buffer.fill_(i + 1)
    total = total + (w * buffer).sum()
total.backward()
