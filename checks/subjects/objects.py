"""What a framework is to the walker (walker.py): a `Machine`, and the `Object`s that it owns.

A worker is one subclass of Machine, whose methods are operations by the canonical names of the table of names (`add`,
`Module_zero_grad` for Module.zero_grad), with PyTorch's parameters by name. A method takes only those that its framework has;
any other that a program gives makes the program unsupported. `get_NAME` and `set_NAME` are attributes. Python's operators of
an Object are the operations of its machine, so that Python itself walks over it.
"""
import contextlib
import importlib
import inspect
import weakref


class Unsupported(Exception):
    """The framework lacks what the program asks for; the text says what."""


class FileError(Exception):
    """Running the program showed that it is no scenario."""


class Symbol(str):
    """A constant with a name: "torch.float32", "torch.device:cpu"."""


# --- objects --------------------------------------------------------------------------------------------------------


class Object:
    """Something that a framework owns; `owner` is its class in the table of names."""

    owner = "Tensor"
    machine = None  # the one of this process

    def __getitem__(self, index):
        return self.machine.get_item(self, index)

    def __setitem__(self, index, value):
        self.machine.set_item(self, index, value)

    def __iter__(self):
        return iter(self.machine.run("unbind", {"input": self, "dim": 0}))

    def __float__(self):
        return float(self.machine.run("item", {"input": self}))

    def __int__(self):
        return int(self.machine.run("item", {"input": self}))

    __index__ = __int__

    def __bool__(self):
        return bool(self.machine.run("item", {"input": self}))

    def __len__(self):
        return self.machine.run("size", {"input": self, "dim": 0})

    def __array__(self, dtype=None, copy=None):
        array = self.machine.run("numpy", {"input": self})
        return array if dtype is None else array.astype(dtype)

    __hash__ = object.__hash__


def forward(op, **more):
    return lambda self, other: self.machine.run(op, dict(input=self, other=other, **more))


def backward(op, **more):
    return lambda self, other: self.machine.run(op, dict(input=other, other=self, **more))


BINARY = {
    "Add": ("add", "add", {"alpha": 1}),
    "Sub": ("sub", "sub", {"alpha": 1}),
    "Mult": ("mul", "mul", {}),
    "Div": ("truediv", "div", {"rounding_mode": None}),
    "FloorDiv": ("floordiv", "floor_divide", {}),
    "Mod": ("mod", "remainder", {}),
    "Pow": ("pow", "pow", {}),
    "MatMult": ("matmul", "matmul", {}),
    "BitAnd": ("and", "bitwise_and", {}),
    "BitOr": ("or", "bitwise_or", {}),
    "BitXor": ("xor", "bitwise_xor", {}),
}
COMPARE = {"Eq": "eq", "NotEq": "ne", "Lt": "lt", "LtE": "le", "Gt": "gt", "GtE": "ge"}

for word, op, more in BINARY.values():
    setattr(Object, "__%s__" % word, forward(op, **more))
    setattr(Object, "__r%s__" % word, backward(op, **more))
    setattr(Object, "__i%s__" % word, lambda self, other, op=op, more=more: self.machine.augment(op, self, other, more))
for word in COMPARE.values():
    setattr(Object, "__%s__" % word, forward(word))
for word, op in (("neg", "neg"), ("invert", "bitwise_not"), ("abs", "abs")):
    setattr(Object, "__%s__" % word, lambda self, op=op: self.machine.run(op, {"input": self}))


# --- machines -------------------------------------------------------------------------------------------------------


def same(value, other):
    return value is other or (type(value) is type(other) and not isinstance(value, Object) and value == other)


class GradModes:
    """Grad modes of a framework that has none: `recorder.enabled` says whether results get a history."""

    @contextlib.contextmanager
    def recording(self, enabled):
        before, self.recorder.enabled = self.recorder.enabled, enabled
        yield
        self.recorder.enabled = before

    def no_grad(self):
        return self.recording(False)

    def enable_grad(self):
        return self.recording(True)

    def set_grad_enabled(self, mode):
        return self.recording(bool(mode))


class Machine:
    """One framework. A worker's subclass has a method for every operation that the framework has."""

    name = ""  # of the subject
    lacks = {}  # operation or attribute -> why the framework has none, in a few words

    def __init__(self, request):
        self.draws = []  # random numbers, one flat list for each call
        self.in_backward = False
        self.walker = None
        self.watched = []  # arrays that PyTorch would share with a tensor, and their bytes

    def run(self, op, arguments):
        """Operation `op` with every argument by name."""
        method = getattr(self, op.replace(".", "_"), None) if op not in self.lacks else None
        arguments = {"self_" if name == "self" else name: value for name, value in arguments.items()}
        if method is None:
            raise Unsupported(self.without(op))
        known = inspect.signature(method).parameters
        taken = {name: value for name, value in arguments.items() if name in known}
        entry = self.walker.default_of(op)
        for name, value in arguments.items():
            if name not in taken and not (name in entry and same(entry[name], value)):
                raise Unsupported("%s: %s takes no %s" % (self.name, op, name))
        return method(**taken)

    def without(self, name):
        if name in self.lacks:
            return "%s has no %s: %s" % (self.name, name, self.lacks[name])
        return "the worker of %s knows no %s" % (self.name, name)

    def augment(self, op, left, right, more):
        """`left op= right`; what it returns is what the target holds from then on."""
        return self.run(op + "_", dict(input=left, other=right, **more))

    def only_holder(self, tensor):
        """Whether a name may be bound to a new tensor instead of writing this one: nobody else would miss the write."""
        return not Family.others(tensor) and self.walker.holders(tensor) <= 1

    def get_attribute(self, value, name):
        method = getattr(self, "get_" + name, None)
        if method is None or name in self.lacks:
            raise Unsupported(self.without(name))
        return method(value)

    def set_attribute(self, value, name, new):
        method = getattr(self, "set_" + name, None)
        if method is None:
            raise Unsupported("%s: %s cannot be assigned" % (self.name, name))
        method(value, new)

    def refusal(self, fault):
        """Why an error means that the framework lacks what the program asks for; None: it does not."""
        return None

    def message(self, fault):
        return str(fault)

    def kind(self, fault):
        """The kind of an error (language.md section 9) that gradproof could not tell from its text."""
        return ""

    def plain(self, value):
        """A value of the framework as JSON has it, read so that neither graph nor counter notices."""
        raise NotImplementedError

    # numpy is itself: its functions take tensors as arrays.
    @property
    def numpy_module(self):
        return importlib.import_module("numpy")

    def call_numpy(self, name, values, keywords):
        def own(value):
            return getattr(self.numpy_module, value[6:]) if isinstance(value, Symbol) and value.startswith("numpy.") else value

        return getattr(self.numpy_module, name)(*map(own, values), **{key: own(value) for key, value in keywords.items()})

    # Arrays of numpy that are copies here and aliases in PyTorch: writing them would do nothing where it should.
    def watch(self, array):
        self.watched.append((array, array.tobytes()))
        return array

    def check_watched(self):
        if any(array.tobytes() != before for array, before in self.watched):
            raise Unsupported("%s copies what goes to numpy or comes from it: a write to one does not reach the other" % self.name)


class Family:
    """Tensors that share memory in PyTorch. A write to one that the framework keeps apart from another would not reach it."""

    def __init__(self):
        self.members = []  # weak references: == of a tensor is an operation, so no set holds it

    @staticmethod
    def join(new, old):
        family = old.family = getattr(old, "family", None) or Family()
        family.members += [weakref.ref(new), weakref.ref(old)]
        new.family = family
        return new

    @staticmethod
    def others(tensor):
        family = getattr(tensor, "family", None)
        members = [reference() for reference in family.members] if family else []
        return [member for member in members if member is not None and member is not tensor]
