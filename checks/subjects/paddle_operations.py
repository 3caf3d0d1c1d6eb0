"""Paddle's operations by the names and parameters that PyTorch has for them: the half of paddle_worker.py without autograd.

Methods take and return Paddle's own tensors. What is alike in both is listed, what differs is written out.
"""
import forking
from imperative import binary
from objects import Unsupported

paddle = forking.load("paddle")
F = paddle.nn.functional

UNARY = "exp log sin cos tan tanh sqrt rsqrt abs sign floor ceil square log1p expm1 reciprocal sinh cosh neg t"
ACTIVATIONS = "relu sigmoid silu gelu softplus elu selu celu tanhshrink softsign mish relu6"
IN_PLACE = "exp log sin cos tan tanh sqrt rsqrt abs reciprocal sigmoid neg zero t floor ceil square"
COMPARISONS = {"eq": "equal", "ne": "not_equal", "lt": "less_than", "le": "less_equal", "gt": "greater_than", "ge": "greater_equal"}
VIEWS = frozenset(
    "t view reshape view_as flatten transpose permute squeeze unsqueeze expand select narrow diagonal unbind split chunk detach "
    "cpu contiguous nn.Parameter unsafe_split unsafe_chunk".split()
)


def unary(function):
    return lambda self, input: function(input)


class Operations:
    # Making tensors
    def dtype_of(self, symbol, data=None):
        if symbol is not None:
            return symbol.split(".")[1]
        while isinstance(data, (list, tuple)) and data:
            data = next((item for item in data if not isinstance(item, (bool, int))), data[0])
        return "bool" if isinstance(data, bool) else "int64" if isinstance(data, int) else "float32"

    def tensor(self, data, dtype, requires_grad):
        known = None if hasattr(data, "dtype") and dtype is None else self.dtype_of(dtype, data)
        return paddle.to_tensor(data, dtype=known, stop_gradient=not requires_grad)

    def as_tensor(self, data, dtype):
        return data if isinstance(data, paddle.Tensor) and dtype is None else self.tensor(data, dtype, False)

    def zeros(self, size, dtype, requires_grad):
        return self.full(size, 0.0, dtype, requires_grad)

    def ones(self, size, dtype, requires_grad):
        return self.full(size, 1.0, dtype, requires_grad)

    empty = zeros

    def full(self, size, fill_value, dtype, requires_grad):
        result = paddle.full(list(size), fill_value, dtype=self.dtype_of(dtype, fill_value))
        result.stop_gradient = not requires_grad
        return result

    def zeros_like(self, input):
        return paddle.zeros_like(input)

    def ones_like(self, input):
        return paddle.ones_like(input)

    # Pointwise
    atan2 = binary(paddle.atan2)
    maximum = binary(paddle.maximum)

    def clamp(self, input, min, max):
        return paddle.clip(input, min, max)

    def where(self, condition, input, other):
        return paddle.where(condition, input, other)

    def masked_fill(self, input, mask, value):
        return paddle.masked_fill(input, mask, value)

    def lerp(self, input, end, weight):
        return paddle.lerp(input, end, weight)

    def softmax(self, input, dim):
        return F.softmax(input, axis=dim)

    def log_softmax(self, input, dim):
        return F.log_softmax(input, axis=dim)

    def dropout(self, input, p, training):
        if training and 0 < p < 1:
            raise Unsupported("paddle draws for dropout where nobody can read it")
        return F.dropout(input, p, training=training)

    def cross_entropy(self, input, target):
        return F.cross_entropy(input, target)

    def embedding(self, input, weight):
        return F.embedding(input, weight)

    # Reductions
    def sum(self, input, dim=None, keepdim=False):
        return paddle.sum(input, axis=dim, keepdim=keepdim)

    def mean(self, input, dim=None, keepdim=False):
        return paddle.mean(input, axis=dim, keepdim=keepdim)

    def prod(self, input, dim=None, keepdim=False):
        return paddle.prod(input, axis=dim, keepdim=keepdim)

    def std(self, input, dim=None, unbiased=True, correction=1, keepdim=False):
        return paddle.std(input, axis=dim, unbiased=unbiased is not False and correction == 1, keepdim=keepdim)

    def norm(self, input, p="fro", dim=None, keepdim=False):
        return paddle.linalg.norm(input, p=2 if p == "fro" else p, axis=dim, keepdim=keepdim)

    def max(self, input, dim=None, keepdim=False):
        return paddle.max(input) if dim is None else (paddle.max(input, dim, keepdim), paddle.argmax(input, dim, keepdim))

    def argmax(self, input, dim=None, keepdim=False):
        return paddle.argmax(input, axis=dim, keepdim=keepdim)

    def argsort(self, input, dim, descending):
        return paddle.argsort(input, axis=dim, descending=descending)

    def sort(self, input, dim, descending):
        return paddle.sort(input, axis=dim, descending=descending), paddle.argsort(input, axis=dim, descending=descending)

    # Values
    def clone(self, input):
        return input.clone()

    def cpu(self, input):
        return input.cpu()

    def item(self, input):
        return input.item()

    def tolist(self, input):
        return input.tolist()

    def numel(self, input):
        return int(input.size)

    def size(self, input, dim):
        return tuple(input.shape) if dim is None else input.shape[dim]

    def stride(self, input, dim):
        return tuple(input.strides) if dim is None else input.strides[dim]

    def is_contiguous(self, input):
        return input.is_contiguous()

    def data_ptr(self, input):
        return input.data_ptr()

    def to(self, input, dtype=None, device=None, other=None):
        if device not in (None, "cpu", "torch.device:cpu"):
            raise Unsupported("no %s here" % device)
        wanted = other.dtype if other is not None else getattr(paddle, self.dtype_of(dtype)) if dtype else input.dtype
        return input if wanted == input.dtype else input.astype(wanted)

    def double(self, input):
        return input.astype("float64")

    def float(self, input):
        return input.astype("float32")

    # Views of PyTorch
    def view(self, input, size):
        return input.view(list(size))

    def reshape(self, input, shape):
        return input.reshape(list(shape))

    def view_as(self, input, other):
        return input.view_as(other)

    def flatten(self, input, start_dim, end_dim):
        return input.flatten(start_dim, end_dim)

    def transpose(self, input, dim0, dim1):
        return paddle.swapaxes(input, dim0, dim1)

    def permute(self, input, dims):
        return input.transpose(list(dims))

    def squeeze(self, input, dim):
        return input.squeeze(dim)

    def unsqueeze(self, input, dim):
        return input.unsqueeze(dim)

    def expand(self, input, size):
        return input.expand(list(size))

    def diagonal(self, input, offset, dim1, dim2):
        return paddle.diagonal(input, offset, dim1, dim2)

    def unbind(self, input, dim):
        return input.unbind(dim)

    def chunk(self, input, chunks, dim):
        return paddle.chunk(input, chunks, axis=dim)

    def split(self, input, split_size=None, split_size_or_sections=None, dim=0):
        sizes, total = split_size or split_size_or_sections, input.shape[dim]
        if isinstance(sizes, int):
            sizes = [min(sizes, total - start) for start in range(0, total, sizes)]
        return paddle.split(input, list(sizes), axis=dim)

    unsafe_split, unsafe_chunk = split, chunk

    def as_strided(self, input, size, stride, storage_offset):
        return paddle.as_strided(input, list(size), list(stride), storage_offset or 0)

    def unfold(self, input, dimension, size, step):
        return paddle.unfold(input, dimension, size, step)

    def contiguous(self, input):
        return input.contiguous()

    def get_T(self, tensor):
        return tensor.value.T

    def detach(self, input):
        return input.detach()

    # Indexing and joining
    def index_select(self, input, dim, index):
        return paddle.index_select(input, index, axis=dim)

    def gather(self, input, dim, index):
        return paddle.take_along_axis(input, index, axis=dim)

    def cat(self, tensors, dim):
        return paddle.concat(list(tensors), axis=dim)

    def stack(self, tensors, dim):
        return paddle.stack(list(tensors), axis=dim)

    # In place
    def like(self, input, other, factor=1):
        """An operand as Paddle's in-place methods want it: a tensor."""
        if isinstance(other, paddle.Tensor):
            return other if factor == 1 else other * factor
        return paddle.full([], other * factor, dtype=input.dtype)

    def add_(self, input, other, alpha):
        return input.add_(self.like(input, other, alpha))

    def sub_(self, input, other, alpha):
        return input.subtract_(self.like(input, other, alpha))

    def mul_(self, input, other):
        return input.multiply_(self.like(input, other))

    def div_(self, input, other):
        return input.divide_(self.like(input, other))

    def pow_(self, input, exponent):
        return input.pow_(exponent)

    def fill_(self, input, value):
        return input.fill_(value)

    def copy_(self, input, src):
        return input.copy_(self.like(input, src), True)

    def clamp_(self, input, min, max):
        return input.clip_(min, max)

    def relu_(self, input):
        return F.relu_(input)

    def lerp_(self, input, end, weight):
        return input.lerp_(end, weight)

    def masked_fill_(self, input, mask, value):
        return input.masked_fill_(mask, value)

    def index_add_(self, input, dim, index, source):
        return input.index_add_(index, dim, source)

    def index_fill_(self, input, dim, index, value):
        return input.index_fill_(index, dim, value)

    def index_put_(self, input, indices, values, accumulate):
        return input.index_put_(tuple(indices), values, accumulate)

    def squeeze_(self, input, dim):
        return input.squeeze_(dim)

    def unsqueeze_(self, input, dim):
        return input.unsqueeze_(dim)

    def transpose_(self, input, dim0, dim1):
        order = list(range(input.ndim))
        order[dim0], order[dim1] = order[dim1], order[dim0]
        return input.transpose_(order)

    def detach_(self, input):
        return input.detach_()

    def set_(self, input, source, storage_offset, size, stride):
        if size is None:
            return input.set_(source)
        return input.set_(source, list(size), list(stride or ()), storage_offset)


for word in UNARY.split():
    setattr(Operations, word, unary(getattr(paddle, word)))
for word in ACTIVATIONS.split():
    setattr(Operations, word, unary(getattr(F, word)))
for word in IN_PLACE.split():
    setattr(Operations, word + "_", lambda self, input, word=word: getattr(input, word + "_")())
for word, spelled in COMPARISONS.items():
    setattr(Operations, word, lambda self, input, other, f=getattr(paddle, spelled): f(input, self.like(input, other)))
