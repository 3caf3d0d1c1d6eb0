#: title = "A write under no_grad changes values and not derivatives"
#: category = "no-grad"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html"]
#: expect.default = "by_request"
#: twin = "ok-mul_-scalar"
#: why = """
#: y is now 6x in value, but the factor 3 was not recorded: the gradient is 2. Nothing that backward needs was
#: changed, so this is what the block asked for; it is a mistake only if the factor was meant to count.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
y = x * 2
with torch.no_grad():
    y.mul_(3)
y.sum().backward()
