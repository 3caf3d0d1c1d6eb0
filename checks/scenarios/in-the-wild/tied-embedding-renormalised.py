#: title = "A tied weight is renormalised by the embedding's second call"
#: category = "in-the-wild"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html"]
#: observe = ["v.grad"]
#: expect.default = "detected"
#: expect.libtorch = "unsupported"
#: error = "modified_after_save"
#: twin = "tied-embedding"
#: why = """
#: max_norm writes the weight in the forward pass, after the projection saved it.
#: """
import torch
import torch.nn.functional as F
w = torch.tensor([[0.5, -1.], [2., 0.75], [-0.25, 1.5]])
v = torch.tensor([[1., 2.], [-3., 0.5]], requires_grad=True)
logits = torch.tanh(v @ w.t())
h = F.embedding(torch.tensor([1, 2]), w, max_norm=1.0)
(logits.sum() + h.sum()).backward()
