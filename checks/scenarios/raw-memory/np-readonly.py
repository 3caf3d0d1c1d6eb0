#: title = "A tensor over a read-only array is filled"
#: category = "raw-memory"
#: source = ["https://docs.pytorch.org/docs/stable/generated/torch.from_numpy.html"]
#: observe = ["a"]
#: expect.default = "silent_state"
#: expect.libtorch = "unsupported"
#: expect.native = "unsupported"
#: intend.a = [3.0, 7.0]
#: why = """
#: PyTorch warns once and writes all the same. Copy the array.
#: """
import numpy as np
import torch
a = np.array([3., 7.], dtype=np.float32)
a.setflags(write=False)
torch.from_numpy(a).fill_(5)
