"""What PyTorch's autograd is to a framework that differentiates functions (jax, mlx): backward, modes and .grad over a tape.

`requires_grad` is a note of what will be differentiated, a leaf is an input of the program, and a result without gradients is a
constant. The operations are in arrays.py.
"""
import contextlib

from objects import Family, GradModes, Machine, Symbol, Unsupported
from tape import Leaf, Tape, Tensor


class FunctionalMachine(GradModes, Machine):
    def __init__(self, request):
        super().__init__(request)
        self.tape = self.recorder = Tape(self)

    def requires_grad_(self, input, requires_grad=True):
        if not requires_grad:
            if input.requires_grad:
                raise Unsupported("%s says what is differentiated when it differentiates; it cannot be taken back" % self.name)
            return input
        if not self.is_inexact(input.value):
            self.refuse_integers(input)
        if input.used and not input.requires_grad:
            raise Unsupported("%s says what is differentiated before it is used" % self.name)
        if input.leaf is None:
            input.leaf = Leaf(is_input=True)
        return input

    def nn_Parameter(self, data, requires_grad):
        result = Family.join(Tensor(data.value), data)
        return self.requires_grad_(result, True) if requires_grad else result

    def is_input(self, value):
        return isinstance(value, Tensor) and value.leaf is not None and value.leaf.is_input

    # Derivatives
    def backward(self, input, gradient, create_graph, inputs, retain_graph=None):
        self.autograd_backward([input], [gradient], create_graph=create_graph, inputs=inputs)

    def autograd_backward(self, tensors, grad_tensors, create_graph, inputs, retain_graph=None):
        roots = list(tensors) if isinstance(tensors, (list, tuple)) else [tensors]
        inputs = [inputs] if isinstance(inputs, Tensor) else inputs
        with self.differentiating():
            self.tape.backward(roots, self.seeds(roots, grad_tensors), create_graph, inputs)

    def autograd_grad(self, outputs, inputs, grad_outputs, create_graph, retain_graph=None, allow_unused=None):
        roots = list(outputs) if isinstance(outputs, (list, tuple)) else [outputs]
        wanted = list(inputs) if isinstance(inputs, (list, tuple)) else [inputs]
        if not all(tensor.requires_grad for tensor in wanted):
            raise Unsupported("%s says what is differentiated before it is used" % self.name)
        with self.differentiating():
            found = self.tape.gradients(roots, self.seeds(roots, grad_outputs), wanted, create_graph)
            return tuple(self.unused(tensor) if each is None else each for each, tensor in zip(found, wanted))

    def unused(self, tensor):
        """The gradient with respect to what nothing was computed from."""
        if tensor.overwritten:
            raise Unsupported("%s has no name for a result that was overwritten" % self.name)
        return self.zeros_like(tensor)

    @contextlib.contextmanager
    def differentiating(self):
        self.in_backward = True
        yield
        self.in_backward = False

    def seeds(self, roots, given):
        given = [None] * len(roots) if given is None else given if isinstance(given, (list, tuple)) else [given]
        return [self.seed_of(root) if seed is None else seed for root, seed in zip(roots, given)]

    def seed_of(self, root):
        if root.value.size != 1:
            self.refuse_vector(root)
        return self.ones_like(root)

    def retain_grad(self, input):
        self.tape.asked(input)

    def inference_mode(self, mode):
        return self.recording(not mode)

    def is_grad_enabled(self):
        return self.tape.enabled

    # Attributes
    def get_grad(self, tensor):
        if tensor.leaf is not None and tensor.leaf.grad is None and tensor.overwritten:
            raise Unsupported("%s has no name for a result that was overwritten" % self.name)
        return tensor.leaf and tensor.leaf.grad

    def set_grad(self, tensor, gradient):
        if tensor.leaf is None:
            raise Unsupported("%s differentiates with respect to what the program says" % self.name)
        tensor.leaf.grad = gradient

    def get_data(self, tensor):
        return self.detach(tensor)

    def get_shape(self, tensor):
        return tuple(tensor.value.shape)

    def get_ndim(self, tensor):
        return len(tensor.value.shape)

    def get_T(self, tensor):
        return self.t(tensor)

    def get_dtype(self, tensor):
        return Symbol("torch." + str(tensor.value.dtype).split(".")[-1].rstrip("_"))

    def plain(self, tensor):
        return self.tolist(tensor)

    def text(self, tensor):
        return str(tensor.value)

    # Functions of the program
    def opaque(self, run):
        """`run` as a function of arrays; nothing in it is recorded on the tape, the framework sees to it."""

        def call(*values):
            with self.recording(False):
                result = run(*map(Tensor, values))
            single = isinstance(result, Tensor)
            return result.value if single else tuple(tensor.value for tensor in result)

        return call

    def prelude_checkpoint(self, run, inputs):
        run = run.frozen()
        captured = list({id(item): item for item in run.captured()}.values())
        count = len(inputs)

        def call(*values):
            before = [item.value for item in captured]
            for item, value in zip(captured, values[count:]):
                item.value = value
            try:
                return self.opaque(run)(*values[:count])
            finally:
                for item, value in zip(captured, before):
                    item.value = value

        return self.tape.record(self.rematerialised(call), *inputs, *captured)
