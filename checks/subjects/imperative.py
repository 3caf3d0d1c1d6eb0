"""What paddle and tinygrad have alike: tensors that are written in place and differentiate themselves.

A machine's methods take and return the framework's own tensors; `run` unwraps arguments, wraps results, and sees to it that a
write reaches whatever is an alias in PyTorch: where the framework copied instead, the program is not the same.
"""
import contextlib

from objects import Family, Machine, Object, Unsupported
from walker import Lambda


class Tensor(Object):
    def __init__(self, value):
        self.value = value


class Wrapped(Object):
    """Another object of the framework's: an optimizer, a hook's handle, a function of the program."""

    def __init__(self, value, owner):
        self.value, self.owner = value, owner


def unwrapped(value):
    if isinstance(value, (list, tuple)):
        return type(value)(map(unwrapped, value))
    return value.value if isinstance(value, Object) else value


def binary(operation):
    return lambda self, input, other: operation(input, other)


class ImperativeMachine(Machine):
    native = None  # the framework's class of tensors
    views = frozenset()  # operations whose results share memory with their input in PyTorch

    def wrapped(self, value):
        if isinstance(value, (list, tuple)):
            return tuple(map(self.wrapped, value))
        return Tensor(value) if isinstance(value, self.native) else value

    def raw(self, value):
        """An argument as the framework takes it; a lambda of the program is called with wrapped tensors."""
        if isinstance(value, Lambda):
            return lambda *values: unwrapped(value(*map(self.wrapped, values)))
        return unwrapped(value)

    def run(self, op, arguments):
        given = [value for value in arguments.values() if isinstance(value, Tensor)]
        plain = {name: self.raw(value) for name, value in arguments.items()}
        call = super().run
        if not given or not op.endswith("_"):
            return self.viewed(op, self.wrapped(call(op, plain)), given)
        result = self.writing(given[0], lambda: call(op, plain))
        return given[0] if result is given[0].value else self.wrapped(result)

    def viewed(self, op, result, given):
        if op in self.views:
            for view in result if isinstance(result, tuple) else (result,):
                Family.join(view, given[0])
        return result

    def writing(self, tensor, write):
        """Runs a write of `tensor`, which must reach its aliases."""
        aliases = [(other, self.trace(other)) for other in Family.others(tensor)]
        result = write()
        for other, before in aliases:
            if not self.reaches(tensor, other, before):
                raise Unsupported("%s keeps apart what is a view in PyTorch; this write would not reach it" % self.name)
        return result

    def trace(self, tensor):
        """Something that changes when a write reaches the tensor."""

    def reaches(self, tensor, other, before):
        """Whether a write of `tensor` has reached `other`, whose trace was `before`."""
        raise NotImplementedError

    def get_item(self, tensor, index):
        result = Tensor(tensor.value[unwrapped(index)])
        parts = index if isinstance(index, tuple) else (index,)
        return result if any(isinstance(part, (Tensor, list)) for part in parts) else Family.join(result, tensor)

    def set_item(self, tensor, index, value):
        self.writing(tensor, lambda: tensor.value.__setitem__(unwrapped(index), unwrapped(value)))

    def get_attribute(self, value, name):
        return self.wrapped(super().get_attribute(value, name))

    def text(self, tensor):
        return str(tensor.value)

    @contextlib.contextmanager
    def differentiating(self):
        self.in_backward = True
        yield
        self.in_backward = False

    # What Python's own operators and indices do
    def add(self, input, other, alpha):
        return input + (other if alpha == 1 else alpha * other)

    def sub(self, input, other, alpha):
        return input - (other if alpha == 1 else alpha * other)

    mul = binary(lambda a, b: a * b)
    floor_divide = binary(lambda a, b: a // b)
    remainder = binary(lambda a, b: a % b)
    matmul = binary(lambda a, b: a @ b)

    def div(self, input, other):
        return input / other

    def pow(self, input, exponent=None, other=None):
        return input ** (other if exponent is None else exponent)

    def select(self, input, dim, index):
        return input[(slice(None),) * dim + (index,)]

    def narrow(self, input, dim, start, length):
        return input[(slice(None),) * dim + (slice(start, start + length),)]
