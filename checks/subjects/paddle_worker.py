"""The worker of the subject `paddle` (protocol gradproof.worker/1, see PROTOCOL.md).

Paddle is imperative as PyTorch is: tensors, views, in-place methods, a version check, hooks. Every operation is Paddle's own, its
derivative too; what Paddle spells otherwise stands here, what it has not is unsupported. Methods take and return Paddle's
tensors; `run` unwraps and wraps them.
"""
import ctypes
import re

import forking
import walker
from imperative import ImperativeMachine, Tensor, Wrapped, unwrapped
from objects import Family, Symbol, Unsupported
from paddle_operations import VIEWS, Operations

paddle = forking.load("paddle")
KINDS = (
    ("can't use inplace strategy", "leaf_write"),
    ("calculate backward twice", "freed_graph"),
    ("does not appear in the backward graph", "unused_input"),
    ("Cannot register hook on a tensor that stop gradient", "requires_grad"),
    ("only one element tensors can be converted", "value"),
    ("InvalidArgument", "shape"),
)
REFUSALS = (
    ("Type promotion only support", "paddle computes nothing of an integer and a float tensor"),
    ("Tensor Copy cannot be performed", "paddle's copy_ converts no dtype"),
    ("contains duplicate paddle.Tensor object", "paddle takes no root twice"),
)


class PaddleMachine(Operations, ImperativeMachine):
    name = "paddle"
    native = paddle.Tensor
    views = VIEWS
    lacks = {
        "inference_mode": "no_grad is all there is",
        "_version": "inplace_version counts other things",
        "prelude.version": "inplace_version counts other things",
        "resize_": "it would not keep the memory",
    }

    def __init__(self, request):
        super().__init__(request)
        paddle.seed(request.get("seed", 0))

    def reaches(self, tensor, other, before):
        return other.value._is_shared_buffer_with(tensor.value)

    def augment(self, op, left, right, more):
        """Paddle's tensors have no += of their own: Python binds the name to a new tensor."""
        if not isinstance(left, Tensor) or not self.only_holder(left):
            raise Unsupported("paddle's += makes a new tensor, and this one has another name or view that would not change")
        if not left.value.stop_gradient and (left.value.is_leaf or not paddle.is_grad_enabled()):
            raise Unsupported("paddle's += makes a new tensor, which is no parameter and without gradients has no history")
        left.value = self.run(op, dict(input=left, other=right, **more)).value
        return left

    def refusal(self, fault):
        return next((reason for text, reason in REFUSALS if text in str(fault)), None)

    def kind(self, fault):
        return next((kind for text, kind in KINDS if text in str(fault)), "")

    def message(self, fault):
        """Without the stack that Paddle puts into its texts, which names the folders of this machine."""
        return re.sub(r"\n+At:\n(  .*\n)+", "\n", str(fault))

    def numpy(self, input):
        return self.watch(input.detach().numpy())

    def from_numpy(self, ndarray):
        return paddle.to_tensor(self.watch(ndarray))

    def plain(self, tensor):
        if isinstance(tensor, Wrapped):
            raise Unsupported("paddle names its %s otherwise" % tensor.owner)
        with paddle.no_grad():
            return tensor.value.tolist()

    # Attributes
    def is_input(self, value):
        return isinstance(value, Tensor) and value.value.is_leaf and not value.value.stop_gradient

    def get_grad(self, tensor):
        return tensor.value.grad

    def set_grad(self, tensor, gradient):
        tensor.value.grad = unwrapped(gradient)

    def get_data(self, tensor):
        return Family.join(Tensor(tensor.value.data), tensor)

    def set_data(self, tensor, data):
        tensor.value.data = data.value

    def get_requires_grad(self, tensor):
        return not tensor.value.stop_gradient

    def set_requires_grad(self, tensor, flag):
        tensor.value.stop_gradient = not flag

    def requires_grad_(self, input, requires_grad=True):
        input.stop_gradient = not requires_grad
        return input

    def get_is_leaf(self, tensor):
        return tensor.value.is_leaf

    def get_grad_fn(self, tensor):
        node = tensor.value.grad_fn
        return node if node is None else Wrapped(node, "Node")

    def get_shape(self, tensor):
        return tuple(tensor.value.shape)

    def get_ndim(self, tensor):
        return tensor.value.ndim

    def get_dtype(self, tensor):
        return Symbol("torch." + str(tensor.value.dtype).split(".")[-1])

    # Derivatives
    def backward(self, input, gradient, retain_graph):
        with self.differentiating():
            input.backward(gradient, retain_graph=bool(retain_graph))

    def autograd_backward(self, tensors, grad_tensors, retain_graph):
        with self.differentiating():
            paddle.autograd.backward(list(tensors), grad_tensors, retain_graph=bool(retain_graph))

    def autograd_grad(self, outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused):
        with self.differentiating():
            found = paddle.grad(
                outputs, inputs, grad_outputs, retain_graph=retain_graph, create_graph=create_graph, allow_unused=bool(allow_unused)
            )
        return tuple(found)

    def retain_grad(self, input):
        input.retain_grads()

    def register_hook(self, input, hook):
        return Wrapped(input.register_hook(hook), "RemovableHandle")

    def RemovableHandle_remove(self, self_):
        self_.remove()

    def no_grad(self):
        return paddle.no_grad()

    def enable_grad(self):
        return paddle.enable_grad()

    def set_grad_enabled(self, mode):
        return paddle.set_grad_enabled(bool(mode))

    def is_grad_enabled(self):
        return paddle.is_grad_enabled()

    def saved_tensors_hooks(self, pack_hook, unpack_hook):
        return paddle.autograd.saved_tensors_hooks(pack_hook, unpack_hook)

    def nn_Parameter(self, data, requires_grad):
        result = data.detach()
        result.stop_gradient = not requires_grad
        return result

    def nn_utils_clip_grad_norm_(self, parameters, max_norm, norm_type, error_if_nonfinite):
        return paddle.nn.utils.clip_grad_norm_(parameters, max_norm, norm_type, error_if_nonfinite)

    def optim_SGD(self, params, lr, momentum, weight_decay, nesterov):
        decay = weight_decay or None
        if momentum:
            made = paddle.optimizer.Momentum(lr, momentum, parameters=params, use_nesterov=nesterov, weight_decay=decay)
        else:
            made = paddle.optimizer.SGD(lr, parameters=params, weight_decay=decay)
        return Wrapped(made, "Optimizer")

    def optim_Adam(self, params, lr, betas, eps):
        return Wrapped(paddle.optimizer.Adam(lr, *betas, epsilon=eps, parameters=params), "Optimizer")

    def optim_AdamW(self, params, lr, betas, eps, weight_decay):
        made = paddle.optimizer.AdamW(lr, *betas, epsilon=eps, parameters=params, weight_decay=weight_decay)
        return Wrapped(made, "Optimizer")

    def Optimizer_step(self, self_):
        self_.step()

    def Optimizer_zero_grad(self, self_, set_to_none):
        self_.clear_grad(set_to_zero=not set_to_none)

    # The prelude
    def memory(self, tensor):
        """A writable numpy array over the tensor's own memory, which Paddle does not notice being written."""
        np, value = self.numpy_module, tensor
        dtype = np.dtype(str(value.dtype).split(".")[-1])
        reach = 1 + sum((size - 1) * stride for size, stride in zip(value.shape, value.strides)) if value.size else 0
        flat = np.frombuffer((ctypes.c_char * (reach * dtype.itemsize)).from_address(value.data_ptr()), dtype=dtype)
        return np.lib.stride_tricks.as_strided(flat, value.shape, [stride * dtype.itemsize for stride in value.strides])

    def prelude_raw_write(self, t, value):
        self.memory(t)[...] = value

    def prelude_raw_copy(self, t, source):
        source = self.as_tensor(source, None) if isinstance(source, (list, tuple)) else source
        self.memory(t)[...] = source.detach().numpy() if isinstance(source, paddle.Tensor) else source

    def prelude_numpy_view(self, t):
        return self.memory(t)

    def to_dlpack(self, tensor):
        return paddle.utils.dlpack.to_dlpack(tensor)

    def from_dlpack(self, ext_tensor):
        return paddle.utils.dlpack.from_dlpack(ext_tensor)

    def prelude_dlpack_alias(self, t):
        return self.from_dlpack(self.to_dlpack(t.detach()))

    def prelude_increment_version(self, t):
        t._bump_inplace_version()

    def prelude_same_memory(self, a, b):
        views = [self.memory(item) if isinstance(item, paddle.Tensor) else item for item in (a, b)]
        if not self.numpy_module.may_share_memory(*views):
            raise Unsupported("paddle copies in more places than PyTorch")
        return True

    def prelude_checkpoint(self, run, inputs):
        return paddle.distributed.fleet.utils.recompute(run, *inputs, use_reentrant=False)

    def prelude_function(self, forward, backward, save, mark_dirty, keep_as_attribute):
        if mark_dirty:
            raise Unsupported("paddle's PyLayer has no mark_dirty")

        class CustomFunction(paddle.autograd.PyLayer):
            @staticmethod
            def forward(ctx, *inputs):
                result = forward(*inputs)
                values = inputs + (result if isinstance(result, tuple) else (result,))
                ctx.save_for_backward(*(values[i] for i in save))
                ctx.kept = tuple(values[i] for i in keep_as_attribute)
                return result

            @staticmethod
            def backward(ctx, *gradients):
                return backward(*gradients, *ctx.saved_tensor(), *ctx.kept)

        return Wrapped(CustomFunction, "Function")

    def Function_call(self, self_, inputs):
        return self_.apply(*inputs)


def main():
    walker.serve("paddle", paddle.__version__, PaddleMachine)


if __name__ == "__main__":
    main()
