"""A tape for frameworks whose derivatives are of functions (jax, mlx): PyTorch's backward() over their vjp.

Every operation is one call of the framework's vjp on its own function; what that keeps for backward is the framework's
affair, and backward is made of recorded operations itself, so any order works. `Tape` needs four things of a framework:
`vjp(function, values)` → values and pullback, `zeros_like(value)`, `is_inexact(value)`, and `settled(values)`, which computes
what is lazy. Arrays are values here: writing one in
place is the worker's matter.
"""
import heapq
import itertools

from objects import Object


class Leaf:
    """What a gradient is added to: an input of the program, or a result whose gradient was asked for."""

    def __init__(self, is_input):
        self.is_input, self.grad = is_input, None


class Tensor(Object):
    """An array and where it comes from: output `index` of `node`, or an input of the program (`leaf`), or neither."""

    def __init__(self, value, node=None, index=0, leaf=None):
        self.value, self.node, self.index, self.leaf = value, node, index, leaf
        self.family = None
        self.overwritten = False  # what it was a name of as a result is gone
        self.used = False  # by an operation, before anybody said that it requires grad

    @property
    def requires_grad(self):
        return self.node is not None or self.leaf is not None

    def snapshot(self):
        return Tensor(self.value, self.node, self.index, self.leaf)

    def become(self, other):
        """Takes over the value and history of a result; who refers to this tensor sees the new value, and a gradient that was
        asked for is that of the new value."""
        if self.leaf is not None and not self.leaf.is_input and other.node is not None:
            other.node.retained[other.index] = self.node.retained.pop(self.index)
        self.overwritten = self.overwritten or self.node is not None
        self.value, self.node, self.index = other.value, other.node, other.index


class Node:
    """One operation: its function, its inputs as they were, and the framework's pullback."""

    sequence = itertools.count()

    def __init__(self, function, inputs, pull, outputs):
        self.function, self.inputs, self.pull, self.outputs = function, inputs, pull, outputs
        self.number = next(self.sequence)
        self.retained = {}  # index of an output -> Leaf


class Tape:
    def __init__(self, framework):
        self.framework = framework
        self.enabled = True

    def record(self, function, *inputs):
        """`function` of the inputs' values; what is no Tensor is passed as it is. A tuple of results stays one."""
        tensors = [item for item in inputs if isinstance(item, Tensor)]
        differentiable = [item for item in tensors if item.requires_grad and self.framework.is_inexact(item.value)]
        for item in tensors:
            item.used = True
        if not self.enabled or not differentiable:
            result = self.framework.settled(function(*(item.value if isinstance(item, Tensor) else item for item in inputs)))
            return tuple(map(Tensor, result)) if isinstance(result, tuple) else Tensor(result)
        fixed = [item.value if isinstance(item, Tensor) else item for item in inputs]
        places = [i for i, item in enumerate(inputs) if any(item is other for other in differentiable)]

        def of_differentiable(*values):
            arguments = list(fixed)
            for place, value in zip(places, values):
                arguments[place] = value
            return function(*arguments)

        operands = [inputs[place].snapshot() for place in places]
        result, pull = self.framework.vjp(of_differentiable, [item.value for item in operands])
        outputs = result if isinstance(result, tuple) else (result,)
        node = Node(of_differentiable, operands, pull, outputs)
        made = [Tensor(value, node, i) if self.framework.is_inexact(value) else Tensor(value) for i, value in enumerate(outputs)]
        return tuple(made) if isinstance(result, tuple) else made[0]

    def pulled(self, node, gradients):
        """The gradients of a node's inputs, recorded where the tape is."""
        single = len(node.outputs) == 1
        if not self.enabled:
            values = [gradient.value for gradient in gradients]
            return [Tensor(value) for value in node.pull(values[0] if single else tuple(values))]

        count = len(node.inputs)

        def second(*values):
            pull = self.framework.vjp(node.function, list(values[:count]))[1]
            found = pull(values[count] if single else tuple(values[count:]))
            return found[0] if count == 1 else tuple(found)

        made = self.record(second, *node.inputs, *gradients)
        return [made] if count == 1 else list(made)

    def run(self, roots, seeds, receive, create_graph):
        """Backward from `roots`. `receive(key, gradient)` hears the whole gradient of every (node, index) and leaf."""
        before, self.enabled = self.enabled, create_graph
        try:
            self.walk(roots, seeds, receive)
        finally:
            self.enabled = before

    def walk(self, roots, seeds, receive):
        sums, leaves, waiting = {}, {}, []

        def add(tensor, gradient):
            if tensor.node is None:
                if tensor.leaf is not None:
                    leaves[tensor.leaf] = self.total(leaves.get(tensor.leaf), gradient)
                return
            parts = sums.get(tensor.node)
            if parts is None:
                parts = sums[tensor.node] = {}
                heapq.heappush(waiting, (-tensor.node.number, tensor.node))
            parts[tensor.index] = self.total(parts.get(tensor.index), gradient)

        for root, seed in zip(roots, seeds):
            add(root, seed)
        while waiting:
            node = heapq.heappop(waiting)[1]
            parts = sums.pop(node)
            for index, gradient in parts.items():
                receive((node, index), gradient)
            whole = [parts[i] if i in parts else Tensor(self.framework.zeros_like(value)) for i, value in enumerate(node.outputs)]
            for tensor, gradient in zip(node.inputs, self.pulled(node, whole)):
                add(tensor, gradient)
        for leaf, gradient in leaves.items():
            receive(leaf, gradient)

    def total(self, before, gradient):
        return gradient if before is None else self.record(lambda a, b: a + b, before, gradient)

    def backward(self, roots, seeds, create_graph, inputs=None):
        """Adds to the .grad of every input of the program, or of `inputs` alone."""
        wanted = None if inputs is None else [self.key(self.asked(tensor)) for tensor in inputs]

        def receive(key, gradient):
            leaf = key if isinstance(key, Leaf) else key[0].retained.get(key[1])
            if leaf is not None and (wanted is None or key in wanted):
                leaf.grad = self.total(leaf.grad, gradient)

        self.run(roots, seeds, receive, create_graph)

    @staticmethod
    def asked(tensor):
        """A result whose gradient shall be kept as an input's is."""
        if tensor.node is not None:
            tensor.leaf = tensor.node.retained.setdefault(tensor.index, tensor.leaf or Leaf(is_input=False))
        return tensor

    def gradients(self, roots, seeds, inputs, create_graph):
        """The gradient with respect to each input; None for one that no root depends on."""
        found = {}
        self.run(roots, seeds, found.__setitem__, create_graph)
        return [found.get(self.key(tensor)) for tensor in inputs]

    @staticmethod
    def key(tensor):
        return (tensor.node, tensor.index) if tensor.node is not None else tensor.leaf
