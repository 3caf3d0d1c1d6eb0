#: title = "An expanded view was saved, its base is written"
#: category = "in-place"
#: source = ["https://docs.pytorch.org/docs/stable/tensor_view.html"]
#: expect.default = "detected"
#: error = "modified_after_save"
#: why = """
#: expand makes no copy: the product saved the one number that every element of the view reads.
#: """
import torch
w = torch.tensor([2., -1.], requires_grad=True)
c = torch.tensor([4.])
y = w * c.expand(2)
c.fill_(50)
y.sum().backward()
