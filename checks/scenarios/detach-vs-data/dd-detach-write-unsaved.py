#: title = "A detached alias of a tensor that nobody saved"
#: category = "detach-vs-data"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.detach.html"]
#: expect.default = "by_request"
#: twin = "dd-detach-write-input"
#: why = """
#: x * 2 needs 2 for its gradient and not y, and sum needs nothing. So the write is caught by nobody and spoils
#: nothing: the gradient is that of the recorded program, 2, and the factor 3 is in the value alone, as writing to a
#: detached alias asks for.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
y.detach().mul_(3)
y.sum().backward()
