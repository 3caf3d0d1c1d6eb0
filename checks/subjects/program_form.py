"""Programs in the JSON form of PROTOCOL.md, made from Python's own syntax tree: what conformance.py asks with."""
import ast

# The signatures that conformance.py's programs need, as gradproof's table of names has them.
NAMES = {
    "torch.tensor": "tensor(data, *, dtype=None, device=None, requires_grad=False, pin_memory=False)",
    "torch.zeros": "zeros(*size, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False, out=None)",
    "torch.rand": "rand(*size, generator=None, dtype=None, layout=None, device=None, pin_memory=False, requires_grad=False, out=None)",
    "torch.sin": "sin(input, *, out=None)",
    "torch.add": "add(input, other, *, alpha=1, out=None)",
    "torch.sub": "sub(input, other, *, alpha=1, out=None)",
    "torch.mul": "mul(input, other, *, out=None)",
    "torch.div": "div(input, other, *, rounding_mode=None, out=None)",
    "torch.gt": "gt(input, other, *, out=None)",
    "torch.set_grad_enabled": "set_grad_enabled(mode)",
    "torch.nn.functional.relu": "relu(input, inplace=False)",
    "Tensor.sum": "sum(input, dim=None, keepdim=False, *, dtype=None)",
    "Tensor.clone": "clone(input)",
    "Tensor.backward": "backward(input, gradient=None, retain_graph=None, create_graph=False, inputs=None)",
    "builtins.print": "builtins.print(*objects)",
    "builtins.range": "builtins.range(*bounds)",
}

LEFT_OUT = """ctx type_comment type_ignores type_params kind level orelse posonlyargs vararg kwonlyargs kw_defaults kwarg defaults
    optional_vars annotation""".split()


def tree(node):
    """Python's syntax tree as PROTOCOL.md has it."""
    if isinstance(node, list):
        return [tree(item) for item in node]
    if isinstance(node, (ast.operator, ast.unaryop, ast.cmpop)):
        return type(node).__name__
    if not isinstance(node, ast.AST):
        return node
    result = {"type": type(node).__name__}
    if isinstance(node, (ast.expr, ast.stmt)):
        result["line"] = node.lineno
    if isinstance(node, ast.Constant):
        return dict(result, **constant(node.value))
    result.update((field, tree(value)) for field, value in ast.iter_fields(node) if field not in LEFT_OUT)
    return result


def constant(value):
    return {"of": type(value).__name__, "value": None if value is ... else value}


def signature(path, text):
    """An entry of `names`."""
    arguments = ast.parse("def f(%s: pass" % text.split("(", 1)[1]).body[0].args
    entry = {"op": text.split("(")[0], "signatures": [[]]}
    if path.startswith("Tensor."):
        entry["receiver"] = "input"
    listed = [(argument, default, None) for argument, default in zip(arguments.args, padded(arguments.defaults, arguments.args))]
    if arguments.vararg:
        listed.append((arguments.vararg, None, "variadic"))
    listed += [(argument, default, "keyword_only") for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults)]
    for argument, default, kind in listed:
        parameter = {"name": argument.arg}
        if kind:
            parameter["kind"] = kind
        if default is not None:
            parameter["default"] = constant(default.value)
        entry["signatures"][0].append(parameter)
    return entry


def padded(defaults, arguments):
    return [None] * (len(arguments) - len(defaults)) + defaults


def program(source, observe):
    return {
        "type": "Module",
        "body": tree(ast.parse(source).body),
        "observe": [tree(ast.parse(text, mode="eval").body) for text in observe],
        "names": {path: signature(path, text) for path, text in NAMES.items()},
    }
