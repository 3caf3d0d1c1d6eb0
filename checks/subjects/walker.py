"""Walks a program's JSON form (PROTOCOL.md) over a machine (objects.py): what the workers of jax, mlx, paddle and tinygrad share.

The walker knows names, loops, lambdas and contexts, and no framework; binding.py fits arguments to parameters.
"""
import builtins
import contextlib
import io
import math
import operator
import time

import forking
from binding import bind, literal
from objects import BINARY, COMPARE, FileError, Object, Symbol, Unsupported

STATEMENTS = 100_000  # that a program may execute


class Path(str):
    """The full path of a module or of one of its functions: "torch.nn.functional", "torch.add"."""


# --- the walker -----------------------------------------------------------------------------------------------------


class Lambda:
    """A lambda of the program: called with values, it runs with the names that hold when it does."""

    def __init__(self, walker, node, frame):
        self.walker, self.node, self.frame = walker, node, frame
        self.parameters = [item["arg"] for item in node["args"]["args"]]

    def __call__(self, *values):
        if len(values) != len(self.parameters):
            raise TypeError("<lambda>() takes %d positional arguments but %d were given" % (len(self.parameters), len(values)))
        walker, before = self.walker, (self.walker.frame, self.walker.line)
        walker.frame = dict(self.frame, **dict(zip(self.parameters, values)))
        walker.line = self.node["body"]["line"]
        result = walker.evaluate(self.node["body"])
        walker.frame, walker.line = before
        return result

    def captured(self):
        """The objects that the names of its body hold now."""
        found, stack = [], [self.node["body"]]
        while stack:
            part = stack.pop()
            if isinstance(part, list):
                stack += part
            elif isinstance(part, dict):
                stack += part.values()
                if part.get("type") == "Name" and part["id"] not in self.parameters:
                    found.append(self.frame.get(part["id"], self.walker.names.get(part["id"])))
        return [value for value in found if isinstance(value, Object)]

    def frozen(self):
        """The lambda with the names that hold now: for a framework that follows a function once."""
        return Lambda(self.walker, self.node, {**self.walker.names, **self.frame})


class Walker:
    """One run of one program."""

    def __init__(self, request, machine):
        self.request, self.machine = request, machine
        self.table = request["program"]["names"]
        self.names, self.frame = {}, {}
        self.line, self.executed = 0, 0
        self.contexts = contextlib.ExitStack()
        self.printed = io.StringIO()
        self.defaults = {}
        machine.walker = self
        Object.machine = machine

    # Statements
    def execute(self, body):
        for node in body:
            self.line = node["line"]
            self.executed += 1
            if self.executed > STATEMENTS:
                raise FileError("the program has executed %d statements, which is the most; loop less often" % STATEMENTS)
            getattr(self, "execute_" + node["type"])(node)

    def execute_Import(self, node):
        for alias in node["names"]:
            self.names[alias["asname"] or alias["name"].split(".")[0]] = Path(alias["name"])

    def execute_ImportFrom(self, node):
        for alias in node["names"]:
            self.names[alias["name"]] = Path(node["module"] + "." + alias["name"])

    def execute_Assign(self, node):
        self.assign(node["targets"][0], self.evaluate(node["value"]))

    def assign(self, target, value):
        if target["type"] == "Name":
            self.names[target["id"]] = value
        elif target["type"] == "Attribute":
            self.machine.set_attribute(self.evaluate(target["value"]), target["attr"], value)
        elif target["type"] == "Subscript":
            owner = self.evaluate(target["value"])
            owner[self.evaluate(target["slice"])] = value
        else:
            values = list(value)
            if len(values) != len(target["elts"]):
                raise ValueError("%d values for %d names" % (len(values), len(target["elts"])))
            for part, item in zip(target["elts"], values):
                self.assign(part, item)

    def execute_AugAssign(self, node):
        target, op = node["target"], getattr(operator, "i" + BINARY[node["op"]][0])
        if target["type"] == "Name":
            self.names[target["id"]] = op(self.evaluate(target), self.evaluate(node["value"]))
            return
        owner = self.evaluate(target["value"])
        if target["type"] == "Attribute":
            before = self.attribute(owner, target["attr"])
            self.machine.set_attribute(owner, target["attr"], op(before, self.evaluate(node["value"])))
        else:
            index = self.evaluate(target["slice"])
            before = owner[index]
            owner[index] = op(before, self.evaluate(node["value"]))

    def execute_Expr(self, node):
        self.evaluate(node["value"])

    def execute_With(self, node):
        call = node["items"][0]["context_expr"]
        op, arguments = bind(self.callee(self.evaluate(call["func"])), None, *self.arguments(call))
        with contextlib.ExitStack() as own:
            outer, self.contexts = self.contexts, own
            try:
                self.enter(op, arguments)
                self.execute(node["body"])
            finally:
                self.contexts = outer

    def enter(self, op, arguments):
        self.contexts.enter_context(self.machine.run(op, arguments))

    def execute_For(self, node):
        for value in range(*(operator.index(self.evaluate(part)) for part in node["iter"]["args"])):
            self.names[node["target"]["id"]] = value
            self.execute(node["body"])

    def execute_Delete(self, node):
        for target in node["targets"]:
            if target["type"] == "Name":
                del self.names[target["id"]]
            elif target["type"] == "Attribute":
                self.machine.set_attribute(self.evaluate(target["value"]), target["attr"], None)
            else:
                del self.evaluate(target["value"])[self.evaluate(target["slice"])]

    def execute_Assert(self, node):
        if not self.evaluate(node["test"]):
            raise AssertionError(str(self.evaluate(node["msg"])) if node["msg"] else "assertion failed")

    # Expressions
    def evaluate(self, node):
        return getattr(self, "evaluate_" + node["type"])(node)

    def evaluate_Name(self, node):
        name = node["id"]
        value = self.frame[name] if name in self.frame else self.names.get(name, self)
        if value is not self:
            return self.at_path(value) if isinstance(value, Path) else value
        if "builtins." + name in self.table:
            return Path("builtins." + name)
        raise FileError("line %d: name '%s' is not defined when this runs" % (self.line, name))

    def at_path(self, path):
        entry = self.table.get(path)
        return literal(entry["constant"]) if entry and "constant" in entry else Path(path)

    def evaluate_Attribute(self, node):
        owner = self.evaluate(node["value"])
        return self.at_path(owner + "." + node["attr"]) if isinstance(owner, Path) else self.attribute(owner, node["attr"])

    def attribute(self, owner, name):
        method = "%s.%s" % (getattr(owner, "owner", ""), name)
        if method in self.table:
            return lambda *values, **keywords: self.call(self.table[method], owner, values, keywords)
        if isinstance(owner, Object):
            return self.machine.get_attribute(owner, name)
        if isinstance(owner, Symbol) and name == "type":
            return owner.split(":")[1]
        if isinstance(owner, tuple) and name in ("values", "min", "indices", "max"):
            return owner[0 if name in ("values", "min") else 1]
        return getattr(owner, name)

    def evaluate_Subscript(self, node):
        return self.evaluate(node["value"])[self.evaluate(node["slice"])]

    def evaluate_Slice(self, node):
        return slice(*(node[part] and self.evaluate(node[part]) for part in ("lower", "upper", "step")))

    def evaluate_Tuple(self, node):
        return tuple(self.evaluate(item) for item in node["elts"])

    def evaluate_List(self, node):
        return [self.evaluate(item) for item in node["elts"]]

    def evaluate_Constant(self, node):
        return literal(node)

    def evaluate_BinOp(self, node):
        word = BINARY[node["op"]][0]
        return getattr(operator, word + "_" * (word in ("and", "or")))(self.evaluate(node["left"]), self.evaluate(node["right"]))

    def evaluate_UnaryOp(self, node):
        value = self.evaluate(node["operand"])
        return -value if node["op"] == "USub" else ~value

    def evaluate_Compare(self, node):
        left, right, op = self.evaluate(node["left"]), self.evaluate(node["comparators"][0]), node["ops"][0]
        if op in ("Is", "IsNot"):
            return (left is right) == (op == "Is")
        return getattr(operator, COMPARE[op])(left, right)

    def evaluate_Lambda(self, node):
        return Lambda(self, node, self.frame)

    # Calls
    def arguments(self, node):
        keywords = {item["arg"]: self.evaluate(item["value"]) for item in node["keywords"]}
        return [self.evaluate(item) for item in node["args"]], keywords

    def evaluate_Call(self, node):
        callee = self.evaluate(node["func"])
        values, keywords = self.arguments(node)
        if not isinstance(callee, Path):
            if isinstance(callee, Object):
                return self.call(self.table[callee.owner + ".call"], callee, values, keywords)
            return callee(*values, **keywords)
        library, name = callee.split(".", 1)
        if library == "math":
            return getattr(math, name)(*values)
        if library == "numpy":
            return self.machine.call_numpy(name, values, keywords)
        if library == "builtins":
            return getattr(self, "call_" + name, None or getattr(builtins, name))(*values, **keywords)
        return self.call(self.callee(callee), None, values, keywords)

    def callee(self, path):
        if path not in self.table:
            raise FileError("line %d: '%s' is not a function" % (self.line, path))
        return self.table[path]

    def call_print(self, *values, **keywords):
        print(*(self.machine.text(value) if isinstance(value, Object) else value for value in values), file=self.printed, **keywords)

    def call(self, entry, receiver, values, keywords):
        op, arguments = bind(entry, receiver, values, keywords)
        if op in ("set_grad_enabled", "set_detect_anomaly"):
            return self.enter(op, arguments)
        if op == "device":
            index = arguments["index"]
            return Symbol("torch.device:%s%s" % (arguments["type"], "" if index is None else ":%d" % index))
        return self.machine.run(op, arguments)

    def default_of(self, op):
        """The defaults of an operation's parameters, of whatever signature."""
        if op not in self.defaults:
            parameters = [
                parameter
                for entry in self.table.values()
                if entry.get("op", "") in (op, op.rstrip("_"))
                for signature in entry["signatures"]
                for parameter in signature
            ]
            found = {item["name"]: literal(item["default"]) for item in parameters if "default" in item}
            self.defaults[op] = dict(found, out=None, **({"inplace": True} if op.endswith("_") else {}))
        return self.defaults[op]

    def holders(self, value):
        """Under how many names, in lists too, the program holds an object."""

        def count(item):
            return sum(map(count, item)) if isinstance(item, (list, tuple)) else item is value

        return sum(map(count, [*self.names.values(), *self.frame.values()]))

    # The end
    def observe(self):
        """Reads what the request asks for from the names that the program left behind."""
        self.line = 0
        observed = {}
        if self.request.get("default_observe"):
            for name, value in list(self.names.items()):
                if isinstance(value, Object) and self.machine.is_input(value):
                    observed[name + ".grad"] = self.plain(self.attribute(value, "grad"))
        for text, tree in zip(self.request.get("observe", []), self.request["program"]["observe"]):
            if text not in observed:
                observed[text] = self.plain(self.evaluate(tree))
        return observed

    def plain(self, value):
        """A value as JSON has it."""
        if isinstance(value, float):
            return forking.number(value)
        if isinstance(value, (list, tuple)):
            return [self.plain(item) for item in value]
        if value is None or isinstance(value, (bool, int, str)):
            return value
        return self.plain(self.machine.plain(value) if isinstance(value, Object) else value.tolist())


def failed(fault, walker):
    """The part of the answer that says how a program ended before its end."""
    machine, line = walker.machine, walker.line
    if isinstance(fault, FileError):
        return {"status": "file_error", "reason": str(fault)}
    if forking.is_memory(fault):
        return forking.out_of_memory(walker.request)
    lacking = str(fault) if isinstance(fault, Unsupported) else machine.refusal(fault)
    if lacking is not None:
        return {"status": "unsupported", "reason": "line %d: %s" % (line, lacking) if line else lacking}
    error = {"line": line, "message": machine.message(fault), "type": type(fault).__name__, "kind": machine.kind(fault)}
    return {"status": "raised", "error": error, "in_backward": machine.in_backward}


def answer(request, make):
    """Walks the program over the machine that `make` returns; the answer without its id."""
    machine = make(request)
    walker = Walker(request, machine)
    result = {"status": "finished", "draws": machine.draws}
    start = time.perf_counter()
    try:
        with walker.contexts:
            walker.execute(request["program"]["body"])
        result["seconds"] = time.perf_counter() - start
        result["observed"] = walker.observe()
        machine.check_watched()
    except Exception as fault:
        result.update(failed(fault, walker))
    result.setdefault("seconds", time.perf_counter() - start)
    result["printed"] = walker.printed.getvalue()[: forking.PRINTED]
    return result


def serve(subject, version, make):
    """Serves a worker whose every program runs over a machine that `make(request)` returns."""

    def run(request):
        if request.get("unchecked"):
            return {"status": "unsupported", "reason": "%s has no check of saved values to switch off" % subject}
        return answer(request, make)

    forking.serve(subject, version, run, reads="program")
