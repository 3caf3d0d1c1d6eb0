#: title = "A backup made with detach().cpu() follows the original"
#: category = "conversion"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.Tensor.cpu.html"]
#: observe = ["w.grad", "backup"]
#: expect.default = "silent_state"
#: expect.paddle = "silent_state"
#: intend = { "backup" = [3.0, 7.0] }
#: twin = "clone-backup"
#: why = """
#: On a GPU this would copy; on the CPU it is an alias, and the update of w rewrites the backup. The gradient is
#: right, the backup is lost. Use detach().clone().
#: """
import torch
w = torch.tensor([3., 7.], requires_grad=True)
backup = w.detach().cpu()
(w * w).sum().backward()
with torch.no_grad():
    w.sub_(0.5 * w.grad)
