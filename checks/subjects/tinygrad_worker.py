"""The worker of the subject `tinygrad` (protocol gradproof.worker/1, see PROTOCOL.md).

tinygrad's tensors are lazy: a program builds expressions, backward too, and nothing is computed before a value is read. Every
float tensor of an expression gets a gradient; what PyTorch calls requires_grad is only a note of what will be observed.
Writing in place is `assign`, a step of the expression like any other.
"""
import contextlib
import ctypes
import functools
import importlib
import os
import weakref

import forking
import walker
from imperative import ImperativeMachine, Tensor, Wrapped
from objects import Family, GradModes, Symbol, Unsupported
from tinygrad_operations import IN_PLACE, VIEWS, Operations

os.environ.setdefault("DEV", "CPU")  # else every program would look for every device
os.environ.setdefault("CACHELEVEL", "0")  # programs leave nothing behind, and wait for nobody's lock
tinygrad = forking.load("tinygrad")
for module in "runtime.ops_cpu runtime.ops_python runtime.support.compiler_cpu renderer.cstyle renderer.llvmir codegen.opt.heuristic uop.upat".split():
    with contextlib.suppress(ImportError):  # it would be loaded for every program; another release has others
        importlib.import_module("tinygrad." + module)
optim = forking.load("tinygrad.nn.optim")
dtypes = tinygrad.dtypes

class TinygradMachine(Operations, GradModes, ImperativeMachine):
    name = "tinygrad"
    native = tinygrad.Tensor
    views = VIEWS
    lacks = {
        "_version": "nothing counts writes",
        "prelude.version": "nothing counts writes",
        "prelude.increment_version": "nothing counts writes",
        "prelude.same_memory": "where a lazy tensor lies is not decided",
        "prelude.function": "a gradient of one's own belongs to a kernel of one's own",
        "prelude.checkpoint": "what backward keeps is the scheduler's affair",
        "register_hook": "a tensor has no hooks",
        "requires_grad": "every float tensor gets a gradient",
        "is_leaf": "every float tensor gets a gradient",
        "grad_fn": "an expression is no graph of gradients",
    }

    def __init__(self, request):
        super().__init__(request)
        tinygrad.Tensor.manual_seed(request.get("seed", 0))
        self.recorder = self
        self.enabled = True  # else results are detached: what no_grad is in PyTorch
        self.inputs = []  # weak references: tinygrad's tensors whose gradients will be asked for

    def run(self, op, arguments):
        result = super().run(op, arguments)
        if not self.enabled and isinstance(result, Tensor) and not op.endswith("_"):
            result.value = result.value.detach()
        return result

    def get_item(self, tensor, index):
        result = super().get_item(tensor, index)
        if not self.enabled:
            result.value = result.value.detach()
        return result

    def trace(self, tensor):
        return tensor.value.uop

    def reaches(self, tensor, other, before):
        return other.value.uop is not before

    def refusal(self, fault):
        refused = ("can't setitem on a tensor with other uses", "is not supported")
        return "tinygrad: %s" % fault if any(text in str(fault) for text in refused) else None

    def kind(self, fault):
        text = str(fault)
        if "assign dtype mismatch" in text and self.in_backward:
            return "set_grad"
        if "must be called on a scalar tensor" in text:
            return "non_scalar_seed"
        return "value" if "must have one element" in text else "shape" if "broadcast" in text or "shape" in text else ""

    # Making tensors
    def dtype_of(self, symbol, data=None):
        if symbol is not None:
            return getattr(dtypes, symbol.split(".")[1])
        while isinstance(data, (list, tuple)) and data:
            data = next((item for item in data if not isinstance(item, (bool, int))), data[0])
        return dtypes.bool if isinstance(data, bool) else dtypes.int64 if isinstance(data, int) else dtypes.float32

    def asked(self, value, requires_grad):
        return self.requires_grad_(value, True) if requires_grad else value

    def tensor(self, data, dtype, requires_grad):
        if isinstance(data, tinygrad.Tensor):
            return self.asked(data.detach().clone(), requires_grad)
        if isinstance(data, (list, tuple)) and any(isinstance(item, tinygrad.Tensor) for item in data):
            raise Unsupported("tinygrad makes no tensor of a list of tensors")
        known = None if hasattr(data, "dtype") and dtype is None else self.dtype_of(dtype, data)
        return self.asked(tinygrad.Tensor(data, dtype=known), requires_grad)

    def as_tensor(self, data, dtype):
        return data if isinstance(data, tinygrad.Tensor) and dtype is None else self.tensor(data, dtype, False)

    def full(self, size, fill_value, dtype, requires_grad):
        made = tinygrad.Tensor.full(tuple(size), fill_value, dtype=self.dtype_of(dtype, fill_value))
        return self.asked(made.clone(), requires_grad)  # with memory of its own, which a constant has not

    def zeros(self, size, dtype, requires_grad):
        return self.full(size, 0.0, dtype, requires_grad)

    def ones(self, size, dtype, requires_grad):
        return self.full(size, 1.0, dtype, requires_grad)

    empty = zeros

    def zeros_like(self, input):
        return input.zeros_like()

    def ones_like(self, input):
        return input.ones_like()

    # Writes
    def set_item(self, tensor, index, value):
        if self.enabled and self.is_input(tensor):
            raise Unsupported("the gradient that tinygrad gives a tensor is that of what it holds now, not of what it held first")
        super().set_item(tensor, index, value)

    def assigned(self, input, value):
        if not self.enabled:
            if self.has_history(input):
                raise Unsupported("tinygrad's assign without gradients would cut the history of what it writes")
            value = value.detach()
        elif any(reference() is input for reference in self.inputs):
            raise Unsupported("the gradient that tinygrad gives a tensor is that of what it holds now, not of what it held first")
        return input.assign(value.cast(input.dtype))

    def has_history(self, tensor):
        below = tensor.uop.toposort()
        inputs = [reference() for reference in self.inputs]
        return any(item is not None and item is not tensor and item.uop in below for item in inputs)

    def augment(self, op, left, right, more):
        return self.run(op + "_", dict(input=left, other=right, **more))

    def zero_(self, input):
        return self.assigned(input, input.zeros_like())

    def fill_(self, input, value):
        return self.assigned(input, input.full_like(value))

    def copy_(self, input, src):
        return self.assigned(input, src.expand(input.shape))

    # Values
    def clone(self, input):
        return input.clone()

    def detach(self, input):
        return input.detach()

    def cpu(self, input):
        return input.to("CPU")

    def item(self, input):
        return input.item()

    def tolist(self, input):
        return input.tolist()

    def numel(self, input):
        return input.numel()

    def size(self, input, dim):
        return input.shape if dim is None else input.shape[dim]

    def to(self, input, dtype=None, device=None, other=None):
        if device not in (None, "cpu", "torch.device:cpu"):
            raise Unsupported("no %s here" % device)
        return input.cast(other.dtype if other is not None else self.dtype_of(dtype)) if dtype or other is not None else input

    def double(self, input):
        return input.double()

    def float(self, input):
        return input.float()

    def numpy(self, input):
        return self.watch(input.numpy())

    def from_numpy(self, ndarray):
        return tinygrad.Tensor(ndarray)  # reads the array when it is computed

    def plain(self, tensor):
        return tensor.value.tolist()

    # Attributes
    def is_input(self, value):
        return isinstance(value, Tensor) and any(reference() is value.value for reference in self.inputs)

    def get_grad(self, tensor):
        if tensor.value.grad is not None and not self.is_input(tensor):
            raise Unsupported("tinygrad gives every float tensor a gradient")
        return tensor.value.grad

    def set_grad(self, tensor, gradient):
        tensor.value.grad = None if gradient is None else gradient.value

    def get_data(self, tensor):
        return Family.join(Tensor(tensor.value.detach()), tensor)

    def get_shape(self, tensor):
        return tensor.value.shape

    def get_ndim(self, tensor):
        return tensor.value.ndim

    def get_T(self, tensor):
        return tensor.value.T

    def get_dtype(self, tensor):
        return Symbol("torch." + {"float": "float32", "double": "float64", "long": "int64", "int": "int32"}.get(tensor.value.dtype.name))

    # Derivatives
    def nn_Parameter(self, data, requires_grad):
        return self.requires_grad_(data.detach(), True) if requires_grad else data.detach()

    def requires_grad_(self, input, requires_grad=True):
        if not requires_grad:
            raise Unsupported("tinygrad gives every float tensor a gradient")
        self.inputs.append(weakref.ref(input))
        return input

    def retain_grad(self, input):
        self.inputs.append(weakref.ref(input))

    def backward(self, input, gradient, create_graph=False, retain_graph=None):
        with self.differentiating():
            input.backward(gradient)

    def autograd_grad(self, outputs, inputs, grad_outputs, create_graph=False, retain_graph=None, allow_unused=None):
        wanted = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
        with self.differentiating():
            return tuple(outputs.gradient(*wanted, gradient=grad_outputs))

    def optim_SGD(self, params, lr, momentum, weight_decay, nesterov):
        return Wrapped(optim.SGD(list(params), lr, momentum, weight_decay, nesterov), "Optimizer")

    def optim_Adam(self, params, lr, betas, eps):
        return Wrapped(optim.Adam(list(params), lr, *betas, eps), "Optimizer")

    def optim_AdamW(self, params, lr, betas, eps, weight_decay):
        return Wrapped(optim.AdamW(list(params), lr, *betas, eps, weight_decay), "Optimizer")

    def Optimizer_step(self, self_):
        with tinygrad.Context(TRAINING=1):
            self_.step()

    def Optimizer_zero_grad(self, self_):
        self_.zero_grad()

    # The prelude
    def memory(self, tensor):
        """A writable numpy array over the tensor's own memory, of which tinygrad learns nothing."""
        if self.has_history(tensor):
            raise Unsupported("tinygrad gives a tensor memory by forgetting where it comes from")
        buffer = tensor.realize().uop.buffer.ensure_allocated()
        data = (ctypes.c_char * buffer.nbytes).from_address(buffer._buf.va_addr)
        return self.numpy_module.frombuffer(data, dtype=self.numpy_module.dtype(buffer.dtype.fmt)).reshape(tensor.shape)

    def prelude_raw_write(self, t, value):
        self.memory(t)[...] = value

    def prelude_raw_copy(self, t, source):
        source = self.as_tensor(source, None) if isinstance(source, (list, tuple)) else source
        self.memory(t)[...] = source.numpy() if isinstance(source, tinygrad.Tensor) else source

    def prelude_numpy_view(self, t):
        return self.memory(t)


def in_place(word):
    operation = getattr(TinygradMachine, word)

    @functools.wraps(operation)
    def write(self, input, **more):
        return self.assigned(input, operation(self, input, **more))

    return write


for word in IN_PLACE:
    setattr(TinygradMachine, word + "_", in_place(word))


def main():
    walker.serve("tinygrad", forking.version("tinygrad"), TinygradMachine)


if __name__ == "__main__":
    main()
