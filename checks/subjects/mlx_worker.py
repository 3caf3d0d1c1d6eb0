"""The worker of the subject `mlx` (protocol gradproof.worker/1, see PROTOCOL.md).

MLX differentiates functions, so a program is a tape of them (tape.py), each differentiated by mx.vjp. Its arrays can be written
(`x[0] = y`, `x += y`), which binds the array to a new value: a slice or a detached array made before is not written with it.
Memory is shared with numpy, whose writes MLX does not notice. Every step is computed at once, as PyTorch does.
"""
import functools

import forking
import walker
from arrays import UNARY, ArrayMachine
from objects import Family, Object, Unsupported
from tape import Tensor

mx = forking.load("mlx.core")
nn = forking.load("mlx.nn")
optimizers = forking.load("mlx.optimizers")
mx.set_default_device(mx.cpu)

IN_PLACE = "add sub mul div pow floor_divide remainder"
FROM_MLX_NN = "relu silu gelu softplus elu selu celu log_sigmoid mish relu6 softsign"


class Wrapped(Object):
    """A function of the program, or an optimizer with its parameters."""

    def __init__(self, owner, value, parameters=()):
        self.owner, self.value, self.parameters = owner, value, list(parameters)


class MlxMachine(ArrayMachine):
    name = "mlx"
    xp = mx
    lacks = {
        "_version": "nothing counts writes",
        "prelude.version": "nothing counts writes",
        "prelude.increment_version": "nothing counts writes",
        "prelude.same_memory": "where an array lies is the allocator's affair",
        "register_hook": "an array has no hooks",
        "saved_tensors_hooks": "what a derivative keeps cannot be exchanged",
        "requires_grad": "that is said where a function is differentiated",
        "is_leaf": "an array knows no graph",
        "grad_fn": "an array knows no graph",
    }

    def __init__(self, request):
        super().__init__(request)
        mx.random.seed(request.get("seed", 0))
        self.memory_limit = request["memory_limit"]

    def without(self, name):
        if name.endswith("_") and name not in self.lacks:
            return "mlx has no %s: an array is written by x[...] = y and x += y" % name
        return super().without(name)

    # What the tape needs
    def vjp(self, function, values):
        result = function(*values)

        def pull(gradients):
            given = gradients if isinstance(gradients, tuple) else (gradients,)
            return mx.vjp(lambda *all: self.listed(function(*all)), values, list(given))[1]

        return self.settled(result), pull

    @staticmethod
    def listed(result):
        return list(result) if isinstance(result, tuple) else result

    def settled(self, values):
        listed = values if isinstance(values, tuple) else (values,)
        if not self.tracing and sum(value.nbytes for value in listed) > self.memory_limit:
            raise MemoryError  # MLX would not notice that there is none, and die
        if not self.tracing:
            mx.eval(*listed)
        return values

    tracing = 0  # functions of the program that MLX itself is following

    def is_inexact(self, value):
        return mx.issubdtype(value.dtype, mx.inexact)

    def array(self, data, dtype):
        return mx.array(data, dtype=dtype)

    def stop_gradient(self, value):
        return self.settled(mx.stop_gradient(value))

    def rematerialised(self, function):
        return self.followed(mx.checkpoint(lambda *values: self.listed(function(*values))))

    def followed(self, function):
        def call(*values):
            self.tracing += 1
            try:
                result = function(*values)
            finally:
                self.tracing -= 1
            return tuple(result) if isinstance(result, list) else result

        return call

    # MLX's own refusals
    def refuse_vector(self, root):
        mx.grad(lambda value: value)(root.value)

    def refuse_integers(self, tensor):
        mx.eval(mx.grad(lambda value: value.sum())(tensor.value))

    def refusal(self, fault):
        return "mlx: %s" % fault if "not yet supported" in str(fault) else None

    def kind(self, fault):
        text = str(fault)
        if "does not match cotangent shape" in text:
            return "non_scalar_seed"
        return "shape" if "shape" in text else "dtype" if "type" in text else ""

    # Operations of mx and mlx.nn
    def rsqrt(self, input):
        return self.tape.record(mx.rsqrt, input)

    def sigmoid(self, input):
        return self.tape.record(mx.sigmoid, input)

    def softmax(self, input, dim):
        return self.tape.record(lambda a: mx.softmax(a, axis=dim), input)

    def log_softmax(self, input, dim):
        return self.tape.record(lambda a: nn.log_softmax(a, axis=dim), input)

    def cross_entropy(self, input, target):
        return self.tape.record(lambda a, b: nn.losses.cross_entropy(a, b, reduction="mean"), input, target)

    def sort(self, input, dim, descending):
        if descending:
            raise Unsupported("mlx sorts upwards")
        return self.tape.record(lambda a: mx.sort(a, axis=dim), input), Tensor(mx.argsort(input.value, axis=dim))

    # Writes
    def replace(self, tensor, made):
        """The array takes a new value; what was made of the old one keeps that."""
        if Family.others(tensor):
            raise Unsupported("a view of an mlx array is an array of its own, which this write would not reach")
        if tensor.node is not None and not self.tape.enabled:
            raise Unsupported("an mlx array that is written without gradients loses its history")
        tensor.become(made)
        return tensor

    def augment(self, op, left, right, more):
        return self.replace(left, self.run(op, dict(input=left, other=right, **more)))

    def set_item(self, tensor, index, value):
        def plain(part):
            return part.value if isinstance(part, Tensor) else part

        place = tuple(map(plain, index)) if isinstance(index, tuple) else plain(index)

        def written(array, new):
            array = mx.array(array)
            array[place] = new
            return array

        self.replace(tensor, self.tape.record(written, tensor, value))

    def zero_(self, input):
        return self.fill_(input, 0)

    def fill_(self, input, value):
        self.set_item(input, slice(None) if input.value.ndim else ..., value)  # [...] would take over the dtype of the value
        return input

    def index_put_(self, input, indices, values, accumulate):
        if accumulate:
            raise Unsupported("mlx adds at indices with at[...].add, which writes nothing")
        self.set_item(input, tuple(indices), values)
        return input

    def copy_(self, input, src):
        return self.fill_(input, src)

    # Memory
    def memory(self, tensor):
        """A writable numpy array over the array's own memory, as MLX hands it out."""
        shared = self.numpy_module.array(tensor.value, copy=False)
        for other in Family.others(tensor):
            if not self.numpy_module.may_share_memory(shared, self.numpy_module.array(other.value, copy=False)):
                raise Unsupported("a view of an mlx array is an array of its own, which this write would not reach")
        return shared

    def numpy(self, input):
        return self.memory(input)

    def from_numpy(self, ndarray):
        return Tensor(mx.array(self.watch(ndarray)))

    # Functions of the program
    def prelude_function(self, forward, backward, save, mark_dirty, keep_as_attribute):
        if mark_dirty:
            raise Unsupported("an mlx function cannot write its input")
        return Wrapped("Function", (forward, backward, [*save, *keep_as_attribute]))

    def Function_call(self, self_, inputs):
        forward, backward, kept = self_.value
        result = self.opaque(forward)(*(tensor.value for tensor in inputs))

        @mx.custom_function
        def function(*values):  # has run: MLX follows functions again in backward
            return self.listed(result)

        @function.vjp
        def pull(primals, cotangents, outputs):
            primals, cotangents, outputs = (list(each) if isinstance(each, (list, tuple)) else [each] for each in (primals, cotangents, outputs))
            everything = primals + outputs
            with self.recording(False):
                found = backward(*map(Tensor, cotangents + [everything[i] for i in kept]))
            found = found if isinstance(found, tuple) else (found,)
            whole = [mx.zeros_like(primal) if each is None else each.value for each, primal in zip(found, primals)]
            return whole if len(whole) > 1 else whole[0]

        return self.tape.record(self.followed(function), *inputs)

    # Optimizers: an optimizer of MLX's makes new parameters
    def optim_SGD(self, params, lr, momentum, dampening, weight_decay, nesterov):
        return Wrapped("Optimizer", optimizers.SGD(lr, momentum, weight_decay, dampening, nesterov), params)

    def optim_Adam(self, params, lr, betas, eps):
        return Wrapped("Optimizer", optimizers.Adam(lr, list(betas), eps, bias_correction=True), params)

    def optim_AdamW(self, params, lr, betas, eps, weight_decay):
        return Wrapped("Optimizer", optimizers.AdamW(lr, list(betas), eps, weight_decay, bias_correction=True), params)

    def optim_RMSprop(self, params, lr, alpha, eps):
        return Wrapped("Optimizer", optimizers.RMSprop(lr, alpha, eps), params)

    def optim_Adagrad(self, params, lr, eps):
        return Wrapped("Optimizer", optimizers.Adagrad(lr, eps), params)

    def Optimizer_step(self, self_):
        moved = {str(i): tensor for i, tensor in enumerate(self_.parameters) if self.get_grad(tensor) is not None}
        gradients = {key: self.get_grad(tensor).value for key, tensor in moved.items()}
        made = self_.value.apply_gradients(gradients, {key: tensor.value for key, tensor in moved.items()})
        for key, tensor in moved.items():
            with self.recording(False):
                self.replace(tensor, Tensor(self.settled(made[key])))

    def Optimizer_zero_grad(self, self_):
        for tensor in self_.parameters:
            tensor.leaf.grad = None


def unary(function):
    return lambda self, input: self.tape.record(function, input)


def in_place(word):
    operation = getattr(MlxMachine, word)

    @functools.wraps(operation)
    def write(self, input, **more):
        return self.replace(input, operation(self, input, **more))

    return write


for word in UNARY.split():
    setattr(MlxMachine, word, unary(getattr(mx, word)))
for word in FROM_MLX_NN.split():
    setattr(MlxMachine, word, unary(getattr(nn, word)))
for word in IN_PLACE.split():
    setattr(MlxMachine, word + "_", in_place(word))


def main():
    walker.serve("mlx", mx.__version__, MlxMachine)


if __name__ == "__main__":
    main()
