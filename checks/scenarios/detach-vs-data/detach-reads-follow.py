#: title = "A detached alias follows the original"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html"]
#: observe = ["x.grad", "kept"]
#: expect.default = "silent_state"
#: expect.paddle = "silent_state"
#: intend = { "kept" = [6.0, 14.0] }
#: twin = "detach-clone-keeps"
#: why = """
#: kept was meant to remember y, but detach() copies nothing: after y is written it shows the new numbers. The
#: gradient is right; the memory of the old value is not. Use y.detach().clone() to keep a value.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
kept = y.detach()
y.zero_()
y.add_(x)
y.sum().backward()
