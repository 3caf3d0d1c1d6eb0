#: title = "cpu().detach() and detach().cpu() before numpy() give the same numbers"
#: category = "devices"
#: source = ["https://docs.pytorch.org/docs/stable/notes/cuda.html"]
#: needs = ["gpu"]
#: observe = ["x.grad", "first", "second"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "numpy-of-a-device-tensor"
#: why = """
#: detach() first means that the copy to the host is not recorded; cpu() first leaves a node behind for as long
#: as its result lives. The values are the same.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
y = x * 2
first = y.cpu().detach().numpy()
second = y.detach().cpu().numpy()
y.sum().backward()
