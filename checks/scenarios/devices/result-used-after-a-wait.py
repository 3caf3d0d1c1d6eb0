#: title = "The main stream waits for the side stream before it uses its result"
#: category = "devices"
#: source = ["https://docs.nvidia.com/cuda/cuda-c-programming-guide/#asynchronous-concurrent-execution"]
#: needs = ["gpu"]
#: expect.default = "unsupported"
#: expect."native:sim" = "correct"
#: expect."native:sim+audit" = "correct"
#: twin = "result-used-without-a-wait"
#: why = """
#: Both edges are there: the side stream waits for its operand, the main stream for the result.
#: """
import torch
x = torch.tensor([7., 2., -1.], device="cuda", requires_grad=True)
side = torch.cuda.Stream()
side.wait_stream(torch.cuda.current_stream())
with torch.cuda.stream(side):
    z = x.detach() * 2
torch.cuda.current_stream().wait_stream(side)
(x * z).sum().backward()
