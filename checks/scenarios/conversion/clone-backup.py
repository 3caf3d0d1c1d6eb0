#: title = "A backup made with detach().clone()"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.clone.html"]
#: observe = ["w.grad", "backup"]
#: expect.default = "correct"
#: intend = { "backup" = [3.0, 7.0] }
#: twin = "dc-cpu-backup"
#: why = """
#: The copy is made whatever the device, and later updates do not reach it.
#: """
import torch
w = torch.tensor([3., 7.], requires_grad=True)
backup = w.detach().clone()
(w * w).sum().backward()
with torch.no_grad():
    w.sub_(0.5 * w.grad)
