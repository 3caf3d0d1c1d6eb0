#: title = "A cast to integers cuts the graph"
#: category = "conversion"
#: source = ["pytorch:test/test_autograd.py::test_integer_outputs"]
#: expect.default = "detected"
#: expect.paddle = "silent_wrong"
#: expect.tinygrad = "silent_wrong"
#: error = "no_graph"
#: error_line = 17
#: why = """
#: Integers have no derivative, so the result of the cast starts without history, and the loss has nothing to go back
#: through.
#: """
import torch
x = torch.tensor([3.5, 7.25], requires_grad=True)
steps = x.to(torch.int64)
loss = steps.to(torch.float32).sum()
loss.backward()
