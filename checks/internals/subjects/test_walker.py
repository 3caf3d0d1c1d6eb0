"""Tests of walker.py and what it stands on, over a machine that only notes what is asked of it."""
import contextlib
import pathlib
import sys
import unittest

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "subjects"))
import program_form
import walker
from objects import Family, Machine, Object, Unsupported

NAMES = dict(
    program_form.NAMES,
    **{
        "torch.no_grad": "no_grad()",
        "torch.relu": "relu(input, inplace=False)",
        "Tensor.add_": "add_(input, other, *, alpha=1)",
        "Tensor.register_hook": "register_hook(input, hook)",
        "builtins.len": "builtins.len(obj)",
        "builtins.float": "builtins.float(x=0)",
        "math.sqrt": "math.sqrt(x)",
    }
)


class Thing(Object):
    def __init__(self, text):
        self.text = text


def show(value):
    if isinstance(value, Thing):
        return value.text
    if isinstance(value, (list, tuple)):
        return "[%s]" % ", ".join(map(show, value))
    return getattr(value, "__name__", type(value).__name__) if callable(value) else str(value)


class Notes(Machine):
    """Every operation is a line, and its result a thing named after it."""

    name = "notes"
    lacks = {"sin": "it rounds"}

    def __init__(self, request):
        super().__init__(request)
        self.lines = request["lines"]

    def note(self, op, *arguments):
        self.lines.append("%s(%s)" % (op, ", ".join(map(show, arguments))))
        return Thing("t%d" % len(self.lines))

    def tensor(self, data, requires_grad):
        return self.note("tensor", data, requires_grad)

    def add(self, input, other, alpha):
        return self.note("add", input, other, alpha)

    def mul(self, input, other):
        return self.note("mul", input, other)

    def sum(self, input, dim):
        return self.note("sum", input, dim)

    def zeros(self, size):
        return self.note("zeros", size)

    def add_(self, input, other, alpha):
        self.note("add_", input, other, alpha)
        return input

    def relu_(self, input):
        return self.note("relu_", input)

    def register_hook(self, input, hook):
        return hook(self.note("hook"))

    def item(self, input):
        return 2.5

    def size(self, input, dim):
        return 3

    @contextlib.contextmanager
    def no_grad(self):
        self.note("enter")
        yield
        self.note("leave")

    def get_item(self, value, index):
        return self.note("get", value, index)

    def set_item(self, value, index, new):
        self.note("set", value, index, new)

    def get_grad(self, value):
        return self.note("grad", value)

    def set_grad(self, value, new):
        self.note("set grad", value, new)

    def is_input(self, value):
        return value.text == "t1"

    def plain(self, value):
        return value.text


def run(source, observe=(), **keys):
    conformance_names, program_form.NAMES = program_form.NAMES, NAMES
    try:
        program = program_form.program(source, observe)
    finally:
        program_form.NAMES = conformance_names
    request = {"program": program, "observe": list(observe), "memory_limit": 1 << 30, "lines": [], **keys}
    return walker.answer(request, Notes), request["lines"]


class Walking(unittest.TestCase):
    def lines(self, source):
        answer, lines = run("import torch\nx = torch.tensor([1, 2])\n" + source)
        self.assertEqual(answer["status"], "finished", answer)
        return lines[1:]

    def test_operators_functions_and_methods_are_one_operation(self):
        self.assertEqual(self.lines("x + 1\n2 + x\ntorch.add(x, 3, alpha=2)\n"), ["add(t1, 1, 1)", "add(2, t1, 1)", "add(t1, 3, 2)"])
        self.assertEqual(self.lines("x.sum()\nx.sum(1)\nx.sum(dim=0)\n"), ["sum(t1, None)", "sum(t1, 1)", "sum(t1, 0)"])

    def test_augmented_assignment_is_the_method_with_a_line_below(self):
        self.assertEqual(self.lines("x += 1\nx * 1\n"), ["add_(t1, 1, 1)", "mul(t1, 1)"])
        self.assertEqual(self.lines("x[0] += 1\n"), ["get(t1, 0)", "add_(t2, 1, 1)", "set(t1, 0, t2)"])
        self.assertEqual(self.lines("n = 1\nn += 2\nx * n\n"), ["mul(t1, 3)"])

    def test_inplace_true_is_the_operation_in_place(self):
        self.assertEqual(self.lines("torch.relu(x, inplace=True)\n"), ["relu_(t1)"])

    def test_variadic_sizes(self):
        self.assertEqual(self.lines("torch.zeros(2, 3)\ntorch.zeros((2, 3))\n"), ["zeros([2, 3])", "zeros([2, 3])"])

    def test_loops_contexts_and_deletion(self):
        self.assertEqual(self.lines("for i in range(2):\n    x * i\n"), ["mul(t1, 0)", "mul(t1, 1)"])
        self.assertEqual(self.lines("with torch.no_grad():\n    x * 1\nx * 2\n"), ["enter()", "mul(t1, 1)", "leave()", "mul(t1, 2)"])
        self.assertEqual(self.lines("del x.grad\nx.grad = 1\n"), ["set grad(t1, None)", "set grad(t1, 1)"])

    def test_a_lambda_reads_names_when_it_runs(self):
        source = "f = [1]\nx.register_hook(lambda g: g * x)\n"
        self.assertEqual(self.lines(source), ["hook()", "mul(t2, t1)"])

    def test_what_python_knows_never_reaches_the_machine(self):
        source = "import math\nn = [1, 2, 3][1:]\nx * (len(n) + math.sqrt(9) * float(x) - -1)\n"
        self.assertEqual(self.lines(source), ["mul(t1, 10.5)"])

    def test_slices_and_ellipsis_arrive_as_python_has_them(self):
        self.assertEqual(self.lines("x[..., 1:2]\n"), ["get(t1, [Ellipsis, slice(1, 2, None)])"])


class Ends(unittest.TestCase):
    def end(self, source, observe=(), **keys):
        return run("import torch\nx = torch.tensor([1, 2])\n" + source, observe, **keys)[0]

    def test_observes_leaves_first(self):
        answer = self.end("y = x * 2\n", ["y", "2.5"], default_observe=True)
        self.assertEqual(list(answer["observed"].items()), [("x.grad", "t3"), ("y", "t2"), ("2.5", 2.5)])

    def test_what_the_machine_lacks(self):
        self.assertEqual(self.end("torch.sin(x)\n")["reason"], "line 3: notes has no sin: it rounds")
        self.assertEqual(self.end("x.clone()\n")["reason"], "line 3: the worker of notes knows no clone")
        self.assertEqual(self.end("x.sum(keepdim=True)\n")["reason"], "line 3: notes: sum takes no keepdim")
        self.assertEqual(self.end("x.sum(keepdim=False)\n")["status"], "finished")

    def test_errors_have_the_line_that_ran(self):
        answer = self.end("y = [1]\nfor i in range(1):\n    y[7]\n")
        self.assertEqual((answer["status"], answer["error"]["line"], answer["error"]["type"]), ("raised", 5, "IndexError"))

    def test_a_missing_name_and_too_many_statements_are_faults_of_the_file(self):
        self.assertEqual(self.end("del x\nx * 1\n")["status"], "file_error")
        self.assertIn("100000", self.end("for i in range(100001):\n    i\n")["reason"])

    def test_print_is_kept(self):
        self.assertEqual(self.end("print('a', 1)\n")["printed"], "a 1\n")


class Families(unittest.TestCase):
    def test_a_family_forgets_who_is_gone(self):
        base, view = Thing("base"), Thing("view")
        Family.join(view, base)
        self.assertEqual(len(Family.others(base)), 1)
        del view
        self.assertEqual(Family.others(base), [])

    def test_an_array_that_is_a_copy_must_not_be_written(self):
        machine = Notes({"lines": []})
        array = machine.watch(bytearray_array())
        machine.check_watched()
        array[0] = 1
        self.assertRaises(Unsupported, machine.check_watched)


def bytearray_array():
    import array

    return array.array("b", [0, 0])


if __name__ == "__main__":
    unittest.main()
