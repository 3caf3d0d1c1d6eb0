#: title = "A write through .data.cpu()"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cpu.html", "pytorch/pytorch#30987"]
#: expect.default = "silent_wrong"
#: twin = "detach-cpu-write"
#: why = """
#: The conversion copies nothing on the CPU, so this writes h's memory, under the counter that .data started.
#: """
import torch
x = torch.tensor([3., 7.], requires_grad=True)
h = x * 1
y = h ** 2
h.data.cpu().fill_(50)
y.sum().backward()
