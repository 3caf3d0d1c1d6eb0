"""What jax and mlx have alike: PyTorch's operations in terms of a numpy-like namespace, recorded on a tape (tape.py).

A view is an array of its own in both; `Family` remembers what would share memory in PyTorch, so that no write is missed.
"""
from functional import FunctionalMachine
from objects import Family, Unsupported
from tape import Tensor

UNARY = "exp log sin cos tan tanh sqrt abs sign floor ceil square log1p expm1 sinh cosh"


def dims(value):
    return tuple(value) if isinstance(value, (list, tuple)) else value


def pair(operation):
    return lambda self, input, other: self.tape.record(operation, input, other)


class ArrayMachine(FunctionalMachine):
    xp = None  # the namespace: jax.numpy, mlx.core

    # What differs between the two
    def array(self, data, dtype):
        """An array of nested lists of numbers; dtype is the framework's."""
        raise NotImplementedError

    def dtype_of(self, symbol, data=None):
        """The framework's dtype: of a symbol, or PyTorch's choice for numbers."""
        if symbol is not None:
            return getattr(self.xp, symbol.split(".")[1].replace("bool", "bool_"))
        while isinstance(data, (list, tuple)) and data:
            data = next((item for item in data if not isinstance(item, (bool, int))), data[0])
        return self.xp.bool_ if isinstance(data, bool) else self.xp.int64 if isinstance(data, int) else self.xp.float32

    # Inputs
    def tensor(self, data, dtype, requires_grad):
        result = self.of_list(data, dtype)
        return self.requires_grad_(result, True) if requires_grad else result

    def of_list(self, data, dtype):
        if isinstance(data, Tensor):
            return Tensor(self.xp.array(data.value))
        if hasattr(data, "tolist"):
            return Tensor(self.xp.array(data))
        parts = []

        def collect(item):
            if isinstance(item, (list, tuple)):
                return [collect(each) for each in item]
            if not isinstance(item, Tensor):
                return lambda values: item
            parts.append(item)
            return lambda values, place=len(parts) - 1: values[place]

        def fill(tree, values):
            return [fill(item, values) for item in tree] if isinstance(tree, list) else tree(values)

        tree = collect(data)
        if parts:  # the framework makes an array of arrays, and differentiates it
            return self.tape.record(lambda *values: self.xp.array(fill(tree, values)), *parts)
        return Tensor(self.array(data, self.dtype_of(dtype, data)))

    def as_tensor(self, data, dtype):
        return data if isinstance(data, Tensor) and dtype is None else self.of_list(data, dtype)

    def zeros(self, size, dtype, requires_grad):
        return self.filled(0.0, size, dtype, requires_grad)

    def ones(self, size, dtype, requires_grad):
        return self.filled(1.0, size, dtype, requires_grad)

    def full(self, size, fill_value, dtype, requires_grad):
        return self.filled(fill_value, size, dtype, requires_grad)

    def filled(self, value, size, dtype, requires_grad):
        result = Tensor(self.xp.full(dims(size), value, dtype=self.dtype_of(dtype, value)))
        return self.requires_grad_(result, True) if requires_grad else result

    empty = zeros  # no framework leaves what was there

    def zeros_like(self, input):
        return Tensor(self.xp.zeros_like(input.value)) if isinstance(input, Tensor) else self.xp.zeros_like(input)

    def ones_like(self, input):
        return Tensor(self.xp.ones_like(input.value))

    # Writes behind the framework's back, through the `memory` of each.
    def prelude_raw_write(self, t, value):
        self.memory(t)[...] = value

    def prelude_raw_copy(self, t, source):
        source = self.as_tensor(source, None) if isinstance(source, (list, tuple)) else source
        self.memory(t)[...] = source.value if isinstance(source, Tensor) else source

    def prelude_numpy_view(self, t):
        return self.memory(t)

    # Pointwise
    def add(self, input, other, alpha):
        return self.tape.record((lambda a, b: a + b) if alpha == 1 else lambda a, b: a + alpha * b, input, other)

    def sub(self, input, other, alpha):
        return self.tape.record((lambda a, b: a - b) if alpha == 1 else lambda a, b: a - alpha * b, input, other)

    mul = pair(lambda a, b: a * b)
    floor_divide = pair(lambda a, b: a // b)
    remainder = pair(lambda a, b: a % b)
    matmul = pair(lambda a, b: a @ b)
    eq = pair(lambda a, b: a == b)
    ne = pair(lambda a, b: a != b)
    lt = pair(lambda a, b: a < b)
    le = pair(lambda a, b: a <= b)
    gt = pair(lambda a, b: a > b)
    ge = pair(lambda a, b: a >= b)

    def div(self, input, other):
        return self.tape.record(lambda a, b: a / b, input, other)

    def pow(self, input, exponent=None, other=None):
        return self.tape.record(lambda a, b: a**b, input, other if exponent is None else exponent)

    def neg(self, input):
        return self.tape.record(lambda a: -a, input)

    def bitwise_not(self, input):
        return self.tape.record(lambda a: ~a, input)

    def atan2(self, input, other):
        return self.tape.record(self.xp.arctan2, input, other)

    def maximum(self, input, other):
        return self.tape.record(self.xp.maximum, input, other)

    def reciprocal(self, input):
        return self.tape.record(self.xp.reciprocal, input)

    def clamp(self, input, min, max):
        return self.tape.record(lambda a: self.xp.clip(a, min, max), input)

    def where(self, condition, input, other):
        return self.tape.record(self.xp.where, condition, input, other)

    def masked_fill(self, input, mask, value):
        return self.tape.record(lambda a, m: self.xp.where(m, value, a), input, mask)

    def lerp(self, input, end, weight):
        return self.tape.record(lambda a, b, w: a + w * (b - a), input, end, weight)

    # Reductions
    def sum(self, input, dim=None, keepdim=False):
        return self.tape.record(lambda a: self.xp.sum(a, axis=dims(dim), keepdims=keepdim), input)

    def mean(self, input, dim=None, keepdim=False):
        return self.tape.record(lambda a: self.xp.mean(a, axis=dims(dim), keepdims=keepdim), input)

    def prod(self, input, dim=None, keepdim=False):
        return self.tape.record(lambda a: self.xp.prod(a, axis=dims(dim), keepdims=keepdim), input)

    def std(self, input, dim=None, unbiased=True, correction=1, keepdim=False):
        ddof = correction if unbiased in (True, None) and correction is not None else 1 if unbiased is True else 0
        return self.tape.record(lambda a: self.xp.std(a, axis=dims(dim), ddof=ddof, keepdims=keepdim), input)

    def norm(self, input, p="fro", dim=None, keepdim=False):
        order = None if p in ("fro", 2) and dim is None else p
        return self.tape.record(lambda a: self.xp.linalg.norm(a, ord=order, axis=dims(dim), keepdims=keepdim), input)

    def max(self, input, dim=None, keepdim=False):
        if dim is None:
            return self.tape.record(self.xp.max, input)
        values = self.tape.record(lambda a: self.xp.max(a, axis=dim, keepdims=keepdim), input)
        return values, self.argmax(input, dim, keepdim)

    def argmax(self, input, dim=None, keepdim=False):
        return Tensor(self.xp.argmax(input.value, axis=dim, keepdims=keepdim))

    def argsort(self, input, dim, descending):
        order = self.xp.argsort(input.value, axis=dim)
        return Tensor(order[..., ::-1] if descending and dim == -1 else order)

    # Views of PyTorch
    def view_of(self, function, input):
        return Family.join(self.tape.record(function, input), input)

    def view(self, input, size):
        return self.view_of(lambda a: self.xp.reshape(a, dims(size)), input)

    def reshape(self, input, shape):
        return self.view(input, shape)

    def view_as(self, input, other):
        return self.view(input, other.value.shape)

    def flatten(self, input, start_dim, end_dim):
        shape = input.value.shape
        end = end_dim % len(shape)
        return self.view(input, shape[:start_dim] + (-1,) + shape[end + 1 :])

    def t(self, input):
        return self.view_of(lambda a: a.T, input)

    def transpose(self, input, dim0, dim1):
        return self.view_of(lambda a: self.xp.swapaxes(a, dim0, dim1), input)

    def permute(self, input, dims):
        return self.view_of(lambda a: self.xp.transpose(a, tuple(dims)), input)

    def squeeze(self, input, dim):
        return self.view_of(lambda a: self.xp.squeeze(a, axis=dim), input)

    def unsqueeze(self, input, dim):
        return self.view_of(lambda a: self.xp.expand_dims(a, dim), input)

    def expand(self, input, size):
        shape = (1,) * (len(size) - len(input.value.shape)) + tuple(input.value.shape)
        return self.view_of(lambda a: self.xp.broadcast_to(a, [o if n == -1 else n for n, o in zip(size, shape)]), input)

    def select(self, input, dim, index):
        return self.view_of(lambda a: self.xp.take(a, index, axis=dim), input)

    def narrow(self, input, dim, start, length):
        place = (slice(None),) * dim + (slice(start, start + length),)
        return self.view_of(lambda a: a[place], input)

    def diagonal(self, input, offset, dim1, dim2):
        return self.view_of(lambda a: self.xp.diagonal(a, offset, dim1, dim2), input)

    def unbind(self, input, dim):
        return tuple(self.select(input, dim, i) for i in range(input.value.shape[dim]))

    def split(self, input, split_size=None, split_size_or_sections=None, dim=0):
        sizes, total = split_size or split_size_or_sections, input.value.shape[dim]
        if isinstance(sizes, int):
            sizes = [min(sizes, total - start) for start in range(0, total, sizes)]
        starts = [sum(sizes[:i]) for i in range(len(sizes))]
        return tuple(self.narrow(input, dim, *place) for place in zip(starts, sizes))

    def chunk(self, input, chunks, dim):
        return self.split(input, split_size=-(-input.value.shape[dim] // chunks), dim=dim)

    unsafe_split, unsafe_chunk = split, chunk

    def contiguous(self, input):
        return input

    def get_item(self, tensor, index):
        def plain(part):
            return part.value if isinstance(part, Tensor) else part

        place = tuple(map(plain, index)) if isinstance(index, tuple) else plain(index)
        is_list = isinstance(place, list)
        place = self.xp.array(place) if is_list else place
        result = self.tape.record(lambda a: a[place], tensor)
        parts = index if isinstance(index, tuple) else (index,)
        copies = is_list or any(isinstance(part, (Tensor, list)) for part in parts)
        return result if copies else Family.join(result, tensor)

    # Indexing and joining
    def index_select(self, input, dim, index):
        return self.tape.record(lambda a, i: self.xp.take(a, i, axis=dim), input, index)

    def gather(self, input, dim, index):
        return self.tape.record(lambda a, i: self.xp.take_along_axis(a, i, axis=dim), input, index)

    def cat(self, tensors, dim):
        return self.tape.record(lambda *parts: self.xp.concatenate(parts, axis=dim), *tensors)

    def stack(self, tensors, dim):
        return self.tape.record(lambda *parts: self.xp.stack(parts, axis=dim), *tensors)

    def embedding(self, input, weight):
        return self.tape.record(lambda i, w: w[i], input, weight)

    # Values
    def clone(self, input):
        return self.tape.record(self.xp.array, input)

    def detach(self, input):
        return Family.join(Tensor(self.stop_gradient(input.value)), input)

    def cpu(self, input):
        return input

    def item(self, input):
        return input.value.item()

    def tolist(self, input):
        return input.value.tolist()

    def cast(self, input, dtype):
        return input if input.value.dtype == dtype else self.tape.record(lambda a: a.astype(dtype), input)

    def to(self, input, dtype=None, device=None, other=None):
        if device not in (None, "cpu", "torch.device:cpu"):
            raise Unsupported("no %s here" % device)
        return self.cast(input, other.value.dtype if other is not None else self.dtype_of(dtype)) if dtype or other is not None else input

    def double(self, input):
        return self.cast(input, self.xp.float64)

    def float(self, input):
        return self.cast(input, self.xp.float32)

    def size(self, input, dim):
        return tuple(input.value.shape) if dim is None else input.value.shape[dim]

    def numel(self, input):
        return int(input.value.size)
