"""What scenario scripts import beside torch: `from gradproof.prelude import raw_write`.

Python spells a write behind autograd's back in many ways, C++ in others. Each helper gives one of them a name that every
subject can implement, so that a script says *what* happens to the memory. This file is the definition under plain PyTorch
(1.13 and newer, CPU); the C++ machines follow the docstrings.
"""
import torch
from torch.utils import checkpoint as _checkpoint
from torch.utils import dlpack as _dlpack


def raw_write(t, value):
    """Fills the elements of tensor `t`, through its strides, with the number `value` cast to its dtype.

    No version counter moves and nothing is recorded: what a kernel that knows nothing of autograd does.
    """
    _host_bits(t)[...] = _host_bits(torch.full((), value, dtype=t.dtype))


def raw_copy(t, source):
    """Copies `source` (a tensor, an array or a list, broadcast to `t`'s shape, cast to its dtype) as `raw_write` writes."""
    values = torch.as_tensor(source).detach().to(t.dtype)
    _host_bits(t)[...] = _host_bits(values)


def numpy_view(t):
    """A writable numpy array over `t`'s memory, also when `t` requires grad; writes through it move no counter."""
    return t.detach().numpy()


def dlpack_alias(t):
    """A tensor over `t`'s memory that went through DLPack: no history, and a version counter of its own, starting at 0."""
    return _dlpack.from_dlpack(_dlpack.to_dlpack(t.detach()))


def function(forward, backward, save=(), mark_dirty=(), keep_as_attribute=()):
    """A custom autograd function; the result is called with the inputs, all of them tensors.

    `forward(*inputs)` runs unrecorded and returns one tensor or a tuple of them. `save`, `mark_dirty` and `keep_as_attribute`
    are lists of positions in inputs + outputs: of n inputs, 0 … n-1 are the inputs and n is the first output. `save` goes through
    `save_for_backward` (version checked), `keep_as_attribute` onto the context (never checked).
    `backward(*gradients, *saved, *kept)` takes a gradient for each output, then those tensors in the order listed, and returns one
    gradient, or a tuple with one (or None) for each input. Its node is named "CustomFunctionBackward".

        square = function(forward=lambda x: x * x, backward=lambda g, x: 2 * x * g, save=[0])
    """

    class CustomFunction(torch.autograd.Function):
        @staticmethod
        def forward(ctx, *inputs):
            result = forward(*inputs)
            values = inputs + (result if isinstance(result, tuple) else (result,))
            ctx.mark_dirty(*(values[i] for i in mark_dirty))
            ctx.save_for_backward(*(values[i] for i in save))
            ctx.kept = tuple(values[i] for i in keep_as_attribute)
            return result

        @staticmethod
        def backward(ctx, *gradients):
            return backward(*gradients, *ctx.saved_tensors, *ctx.kept)

    return CustomFunction.apply


def checkpoint(run, *inputs):
    """`run(*inputs)`, computed again in backward instead of saved (PyTorch's non-reentrant checkpoint)."""
    return _checkpoint.checkpoint(run, *inputs, use_reentrant=False)


def increment_version(t):
    """Moves `t`'s version counter on by one, as after a write that autograd could not see."""
    with torch.no_grad():  # PyTorch 1.13 has no call of that name; copying a tensor onto itself is one write
        alias = t.detach()
        alias.copy_(alias)


def same_memory(a, b):
    """Whether the spans of bytes that two tensors or arrays reach into overlap."""
    import numpy as np  # here, so that a PyTorch without numpy runs all scenarios that need none

    return np.may_share_memory(_array(a), _array(b))


def version(t):
    """The value of `t`'s version counter."""
    return t._version


def _host_bits(t):
    """The elements as a numpy array over the same memory; numpy lacks bfloat16, whose bits pass as int16."""
    t = t.detach()
    return (t.view(torch.int16) if t.dtype == torch.bfloat16 else t).numpy()


def _array(value):
    return _host_bits(value) if isinstance(value, torch.Tensor) else value
