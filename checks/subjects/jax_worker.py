"""The worker of the subject `jax` (protocol gradproof.worker/1, see PROTOCOL.md).

JAX differentiates functions, so a program is a tape of them (tape.py), each differentiated by jax.vjp. Arrays are immutable:
what PyTorch writes in place has no form here, but a name may be bound to a new array (`x += 1`), and memory may still be
written behind JAX's back. The backend starts its threads with the first array, so each program starts its own.
"""
import ctypes

import forking
import walker
from arrays import UNARY, ArrayMachine
from objects import Family, Object, Unsupported
from tape import Tensor

jax = forking.load("jax")
jnp = jax.numpy
jax.config.update("jax_enable_x64", True)  # PyTorch's scripts name float64 where they mean it, and so does this worker
jax.config.update("jax_cpu_enable_async_dispatch", False)  # a write behind JAX's back then has a place in the order

IMMUTABLE = "a JAX array is immutable"
NO_LAYERS = "layers and optimizers are other packages' (flax, optax)"
FROM_JAX_NN = "relu sigmoid silu gelu softplus elu selu celu log_sigmoid hard_tanh soft_sign"


class Function(Object):
    """A jax.custom_vjp of the program's two lambdas."""

    owner = "Function"

    def __init__(self, call):
        self.call = call


class JaxMachine(ArrayMachine):
    name = "jax"
    xp = jnp
    lacks = {
        "_version": "nothing counts writes, " + IMMUTABLE,
        "prelude.version": "nothing counts writes, " + IMMUTABLE,
        "prelude.increment_version": "nothing counts writes, " + IMMUTABLE,
        "prelude.same_memory": "where an array lies is XLA's affair",
        "register_hook": "an array has no hooks",
        "saved_tensors_hooks": "what a derivative keeps cannot be exchanged",
        "requires_grad": "that is said where a function is differentiated",
        "is_leaf": "an array knows no graph",
        "grad_fn": "an array knows no graph",
    }

    def without(self, name):
        if name in self.lacks:
            return super().without(name)
        if name.startswith(("nn.", "optim.", "Module.", "Optimizer.")):
            return "jax has no %s: %s" % (name, NO_LAYERS)
        return "jax has no %s: %s" % (name, IMMUTABLE) if name.endswith("_") else super().without(name)

    # What the tape needs
    def vjp(self, function, values):
        return jax.vjp(function, *values)

    def settled(self, values):
        return values

    def is_inexact(self, value):
        return jnp.issubdtype(value.dtype, jnp.inexact)

    def array(self, data, dtype):
        return jnp.array(data, dtype=dtype)

    def stop_gradient(self, value):
        return jax.lax.stop_gradient(value)

    def rematerialised(self, function):
        return jax.checkpoint(function)

    # JAX's own refusals
    def refuse_vector(self, root):
        self.in_backward = True
        jax.grad(lambda value: value)(root.value)

    def refuse_integers(self, tensor):
        jax.grad(lambda value: value)(tensor.value)

    def kind(self, fault):
        text = str(fault)
        if "Gradient only defined for scalar-output functions" in text:
            return "non_scalar_seed"
        if "requires real- or complex-valued inputs" in text:
            return "requires_grad"
        if "custom_vjp" in text or "Custom VJP" in text:
            return "custom_function"
        return "dtype" if isinstance(fault, TypeError) and "dtype" in text else "shape" if "shape" in text else ""

    # Operations of jax.nn and jax.lax
    def rsqrt(self, input):
        return self.tape.record(jax.lax.rsqrt, input)

    def softmax(self, input, dim):
        return self.tape.record(lambda a: jax.nn.softmax(a, axis=dim), input)

    def log_softmax(self, input, dim):
        return self.tape.record(lambda a: jax.nn.log_softmax(a, axis=dim), input)

    def sort(self, input, dim, descending):
        order = jnp.argsort(input.value, axis=dim, descending=descending)
        values = self.tape.record(lambda a: jnp.sort(a, axis=dim, descending=descending), input)
        return values, Tensor(order)

    # Writes
    def augment(self, op, left, right, more):
        if not self.only_holder(left):
            raise Unsupported("%s, and this one has another name or view that would not change" % IMMUTABLE)
        if left.node is not None and not self.tape.enabled:
            raise Unsupported("%s: bound to a new one without gradients, the name loses its history" % IMMUTABLE)
        left.become(self.run(op, dict(input=left, other=right, **more)))
        return left

    def set_item(self, tensor, index, value):
        raise Unsupported(IMMUTABLE + ": x[...] = y has no form")

    def memory(self, tensor):
        """A writable numpy array over the array's own buffer: nothing in JAX knows of it."""
        if any(other.value.unsafe_buffer_pointer() != tensor.value.unsafe_buffer_pointer() for other in Family.others(tensor)):
            raise Unsupported("a view of a JAX array is an array of its own, which this write would not reach")
        value = tensor.value
        buffer = (ctypes.c_char * value.nbytes).from_address(value.unsafe_buffer_pointer())
        array = self.numpy_module.frombuffer(buffer, dtype=value.dtype).reshape(value.shape)
        return array

    def prelude_dlpack_alias(self, t):
        return Family.join(Tensor(jax.dlpack.from_dlpack(t.value)), t)

    def from_dlpack(self, ext_tensor):
        return self.prelude_dlpack_alias(ext_tensor)

    # numpy
    def numpy(self, input):
        return self.numpy_module.asarray(input.value)

    def from_numpy(self, ndarray):
        result = Tensor(jnp.asarray(ndarray))
        if result.value.unsafe_buffer_pointer() != ndarray.ctypes.data:  # it depends on how numpy aligned it
            self.watch(ndarray)
        return result

    def refusal(self, fault):
        return "a numpy array over a JAX array is read-only" if "read-only" in str(fault) else None

    # Functions of the program
    def prelude_function(self, forward, backward, save, mark_dirty, keep_as_attribute):
        if mark_dirty:
            raise Unsupported("%s: a function cannot write its input" % IMMUTABLE)
        primal = jax.custom_vjp(self.opaque(forward))

        def keeping(*values):
            result = self.opaque(forward)(*values)
            everything = values + (result if isinstance(result, tuple) else (result,))
            return result, tuple(everything[i] for i in [*save, *keep_as_attribute])

        def pulling(kept, gradients):
            gradients = gradients if isinstance(gradients, tuple) else (gradients,)
            with self.recording(False):
                result = backward(*map(Tensor, [*gradients, *kept]))
            result = result if isinstance(result, tuple) else (result,)
            return tuple(None if each is None else each.value for each in result)

        primal.defvjp(keeping, pulling)
        return Function(primal)

    def Function_call(self, self_, inputs):
        return self.tape.record(self_.call, *inputs)


def unary(function):
    return lambda self, input: self.tape.record(function, input)


for word in UNARY.split():
    setattr(JaxMachine, word, unary(getattr(jnp, word)))
for word in FROM_JAX_NN.split():
    setattr(JaxMachine, word, unary(getattr(jax.nn, word)))


def main():
    walker.serve("jax", jax.__version__, JaxMachine)


if __name__ == "__main__":
    main()
