#: title = "An adversarial example by the sign of the gradient"
#: category = "in-the-wild"
#: source = [
#:   "https://arxiv.org/abs/1412.6572",
#:   "https://docs.pytorch.org/tutorials/beginner/fgsm_tutorial.html",
#: ]
#: observe = ["w.grad", "attacked"]
#: expect.default = "correct"
import torch
w = torch.tensor([3., -7.], requires_grad=True)
x = torch.tensor([2., -1.], requires_grad=True)
clean = torch.sigmoid((x * w).sum())
slope = torch.autograd.grad(clean, x)[0]
attacked = (x + 0.1 * slope.sign()).detach()
torch.log(torch.sigmoid((attacked * w).sum() + 15)).backward()
