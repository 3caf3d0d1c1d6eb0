"""tinygrad's operations by the names and parameters that PyTorch has for them: the half of tinygrad_worker.py without autograd.

Methods take and return tinygrad's own tensors. What is alike in both is listed, what differs is written out.
"""
from imperative import binary

VIEWS = frozenset(
    "t view reshape view_as flatten transpose permute squeeze unsqueeze expand select narrow diagonal unbind split chunk detach "
    "cpu contiguous nn.Parameter unsafe_split unsafe_chunk".split()
)
UNARY = """exp log sin cos tan tanh sqrt rsqrt abs sign floor ceil square reciprocal neg relu sigmoid silu gelu softplus elu selu celu
    mish relu6 softsign sinh cosh"""
IN_PLACE = """add sub mul div pow floor_divide remainder exp log sin cos tanh sqrt rsqrt reciprocal neg
    relu sigmoid abs clamp lerp masked_fill""".split()


def unary(word):
    return lambda self, input: getattr(input, word)()


class Operations:
    # Pointwise
    eq = binary(lambda a, b: a == b)
    ne = binary(lambda a, b: a != b)
    lt = binary(lambda a, b: a < b)
    le = binary(lambda a, b: a <= b)
    gt = binary(lambda a, b: a > b)
    ge = binary(lambda a, b: a >= b)
    maximum = binary(lambda a, b: a.maximum(b))

    def clamp(self, input, min, max):
        return input.clamp(min, max)

    def where(self, condition, input, other):
        return condition.where(input, other)

    def masked_fill(self, input, mask, value):
        return input.masked_fill(mask, value)

    def lerp(self, input, end, weight):
        return input.lerp(end, weight)

    def softmax(self, input, dim):
        return input.softmax(dim)

    def log_softmax(self, input, dim):
        return input.log_softmax(dim)

    def cross_entropy(self, input, target):
        return input.cross_entropy(target)

    # Reductions
    def sum(self, input, dim=None, keepdim=False):
        return input.sum(dim, keepdim)

    def mean(self, input, dim=None, keepdim=False):
        return input.mean(dim, keepdim)

    def prod(self, input, dim=None, keepdim=False):
        return input.prod(dim, keepdim)

    def std(self, input, dim=None, unbiased=True, correction=1, keepdim=False):
        return input.std(dim, keepdim, correction if unbiased else 0)

    def max(self, input, dim=None, keepdim=False):
        return input.max() if dim is None else (input.max(dim, keepdim), input.argmax(dim, keepdim))

    def argmax(self, input, dim=None, keepdim=False):
        return input.argmax(dim, keepdim)

    def argsort(self, input, dim, descending):
        return input.argsort(dim, descending)

    def sort(self, input, dim, descending):
        return input.sort(dim, descending)

    # Views of PyTorch
    def view(self, input, size):
        return input.view(tuple(size))

    def reshape(self, input, shape):
        return input.reshape(tuple(shape))

    def view_as(self, input, other):
        return input.view(other.shape)

    def flatten(self, input, start_dim, end_dim):
        return input.flatten(start_dim, end_dim)

    def t(self, input):
        return input.T

    def transpose(self, input, dim0, dim1):
        return input.transpose(dim0, dim1)

    def permute(self, input, dims):
        return input.permute(tuple(dims))

    def squeeze(self, input, dim):
        return input.squeeze(dim)

    def unsqueeze(self, input, dim):
        return input.unsqueeze(dim)

    def expand(self, input, size):
        return input.expand(tuple(size))

    def diagonal(self, input, offset, dim1, dim2):
        return input.diagonal(offset, dim1, dim2)

    def unbind(self, input, dim):
        return tuple(self.select(input, dim, i) for i in range(input.shape[dim]))

    def chunk(self, input, chunks, dim):
        return input.chunk(chunks, dim)

    def split(self, input, split_size=None, split_size_or_sections=None, dim=0):
        return input.split(split_size or split_size_or_sections, dim)

    unsafe_split, unsafe_chunk = split, chunk

    def unfold(self, input, dimension, size, step):
        return input.unfold(dimension, size, step)

    def contiguous(self, input):
        return input.contiguous()

    def gather(self, input, dim, index):
        return input.gather(dim, index)

    def cat(self, tensors, dim):
        return tensors[0].cat(*tensors[1:], dim=dim)

    def stack(self, tensors, dim):
        return tensors[0].stack(*tensors[1:], dim=dim)


for word in UNARY.split():
    setattr(Operations, word, unary(word))
