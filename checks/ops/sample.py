"""From a row of facts about one operation to scenario scripts that a real PyTorch and every subject can run.

A row says how the operation is written over tensors x, z, ... and what those look like; this file says which variants every
operation is held against: layouts, dtypes, gradients to second order, writes to what may have been saved, in place, out=.
"""
from dataclasses import dataclass, field

from values import count, literal

FLOATS = ("float64", "float32", "float16", "bfloat16")
OTHERS = ("int64", "int32", "uint8", "bool")


@dataclass
class Arg:
    """One tensor operand."""
    shape: tuple = (2, 3)
    domain: str = "any"
    grad: bool = True
    literal: str = ""   # instead of made numbers
    dtype: str = ""     # instead of the sample's


@dataclass
class Op:
    name: str                        # of the samples: "clamp-tensor"
    call: str                        # "torch.exp(x)"; x, z, u are the operands
    args: dict = field(default_factory=lambda: {"x": Arg()})
    inplace: str = ""                # "x.exp_()": x is then a copy of a leaf
    out: str = ""                    # "torch.exp(x, out=o)"
    layouts: bool = True             # x also 0-dim, empty, transposed, sliced, expanded
    dtypes: tuple = FLOATS + OTHERS  # in which x and all operands without a dtype come
    grad: bool = True                # differentiable
    second: bool = True              # to second order
    pick: str = ""                   # "[0]": which part of the result is y; all parts are observed
    setup: str = ""                  # lines before the call
    view: bool = False               # the result may be a view
    shapes: tuple = ()               # more shapes of x: each tried as it stands


@dataclass
class Layout:
    name: str
    shape: tuple
    spell: str  # how x comes from the leaf `l`


LAYOUTS = (
    Layout("scalar", (), "l * 1"),
    Layout("empty", (0, 3), "l * 1"),
    Layout("transposed", (3, 2), "(l * 1).t()"),
    Layout("sliced", (4, 6), "(l * 1)[::2, 1:6:2]"),
    Layout("expanded", (3,), "(l * 1).expand(2, 3)"),
)


def leaf(name, arg, dtype, shape=None, start=0, grad=None):
    """The statements that make operand `name`."""
    shape = arg.shape if shape is None else shape
    own = arg.dtype or dtype
    wants = (arg.grad if grad is None else grad) and own.startswith(("float", "bfloat"))
    domain = "integers" if own in OTHERS and not arg.literal else arg.domain
    data = arg.literal or literal(shape, domain, start)
    if own == "uint8" and not arg.literal:
        data = _whole(shape, start)
    if own == "bool" and not arg.literal:
        data = _truths(shape, start)
    flag = ", requires_grad=True" if wants else ""
    if 0 in shape:
        return f"{name} = torch.zeros({list(shape)}, dtype=torch.{own}{flag})"
    return f"{name} = torch.tensor({data}, dtype=torch.{own}{flag})"


def _whole(shape, start):
    from values import nested, numbers
    return nested([int(abs(v) * 4) for v in numbers(count(shape), "any", start)], shape)


def _truths(shape, start):
    from values import nested, numbers
    return nested([v > 0 for v in numbers(count(shape), "any", start)], shape)


def script(lines, observe):
    head = "#: observe = [" + ", ".join('"' + o.replace('"', "'") + '"' for o in observe) + "]"
    return "\n".join([head, "import torch", *(["from gradproof.prelude import same_memory"]
                                              if any("same_memory" in l for l in observe) else []), *lines]) + "\n"


FACTS = ["y", "y.dtype", "y.shape", "y.requires_grad"]
SEED = "g = torch.arange(1, y.numel() + 1, dtype=y.dtype).reshape(y.shape) * 0.25 - 0.625"


def result(op, call=None):
    call = call or op.call
    return [f"r = {call}", f"y = r{op.pick}"] if op.pick else [f"y = {call}"]


def parts(op):
    """What else of a result with several parts is observed."""
    if op.pick == "[0]":
        return ["r[1]"]
    return []


def operands(op, dtype, **changed):
    made = []
    for place, (name, arg) in enumerate(op.args.items()):
        made.append(leaf(name, arg, dtype, start=place * 17, **changed.get(name, {})))
    return made


def leaves(op, dtype):
    return [n for n, a in op.args.items() if a.grad and (a.dtype or dtype).startswith(("float", "bfloat"))]


def gradients(names):
    return [f"{n}.grad" for n in names]


def setup(op):
    return op.setup.strip().split("\n") if op.setup.strip() else []


def forward_and_backward(op, dtype):
    names = leaves(op, dtype) if op.grad else []
    lines = operands(op, dtype) + setup(op) + result(op)
    observe = FACTS + parts(op)
    if names:
        lines += [SEED, "y.backward(g)"]
        observe = observe + ["y.grad_fn.name()", *gradients(names)]
    return script(lines, observe)


def layout(op, which):
    grad = op.grad and op.args["x"].grad
    lines = [leaf("l", op.args["x"], "float64", which.shape)] + [f"x = {which.spell}"]
    lines += [s for s in operands(op, "float64") if not s.startswith("x = ")] + setup(op) + result(op)
    observe = FACTS + ["y.stride()"] + parts(op)
    if grad:
        lines += [SEED, "y.backward(g)"]
        observe = observe + ["l.grad"]
    return script(lines, observe)


def shaped(op, shape):
    names = leaves(op, "float64") if op.grad else []
    lines = operands(op, "float64", x={"shape": shape}) + setup(op) + result(op)
    observe = FACTS + ["y.stride()"] + parts(op)
    if names:
        lines += [SEED, "y.backward(g)"]
        observe = observe + gradients(names)
    return script(lines, observe)


def second_order(op):
    names = leaves(op, "float64")
    lines = operands(op, "float64") + setup(op) + result(op) + [SEED]
    lines += [f"d = torch.autograd.grad(y, [{', '.join(names)}], g, create_graph=True)"]
    lines += ["s = 0"] + [f"s = s + (d[{i}] * torch.arange(2, d[{i}].numel() + 2, dtype=y.dtype).reshape(d[{i}].shape)).sum()"
                          for i in range(len(names))]
    lines += ["s.backward()"]
    return script(lines, [f"d[{i}]" for i in range(len(names))] + gradients(names))


def written(op, victim):
    """A declared write to an operand or to the result between forward and backward: is it seen?"""
    names = leaves(op, "float64")
    lines = operands(op, "float64") + setup(op) + result(op) + [SEED, f"{victim}.detach().mul_(1)", "y.backward(g)"]
    return script(lines, gradients(names))


def one_wants(op, who):
    """Only `who` requires grad: what is saved for the others must not be kept."""
    changed = {n: {"grad": n == who} for n in op.args}
    lines = operands(op, "float64", **changed) + setup(op) + result(op)
    lines += [SEED] + [f"{n}.detach().mul_(1)" for n in op.args if n == who] + ["y.backward(g)"]
    return script(lines, ["y.requires_grad", f"{who}.grad"])


def alias(op):
    lines = operands(op, "float64", x={"grad": False}) + setup(op) + result(op) + ["x.mul_(1)"]
    return script(lines, ["y", "same_memory(x, y)", "y._version", "y._is_view()", "y.stride()", "y.storage_offset()"])


def in_place(op, dtype, victim=""):
    names = leaves(op, dtype)
    lines = [s.replace("x = ", "l = ", 1) if s.startswith("x = ") else s for s in operands(op, dtype)]
    lines += ["x = l * 1" if dtype not in OTHERS else "x = l.clone()"] + setup(op) + [f"y = {op.inplace}"]
    observe = ["x", "x.dtype", "x._version"]
    if names and op.grad:
        observe += ["x.grad_fn.name()"] + gradients(["l" if n == "x" else n for n in names])
        lines += [SEED] + ([f"{victim}.detach().mul_(1)"] if victim else []) + ["x.backward(g)"]
    return script(lines, observe)


def into_out(op):
    lines = operands(op, "float32", **{n: {"grad": False} for n in op.args}) + setup(op)
    return script(lines + ["o = torch.zeros([0])", f"y = {op.out}"], ["o", "o.shape", "o._version", "y.shape"])


def out_with_grad(op):
    return script(operands(op, "float32") + setup(op) + ["o = torch.zeros([0])", f"y = {op.out}"], ["o"])


def variants(op):
    """(id, script) of every variant of `op`."""
    yield "base", forward_and_backward(op, op.dtypes[0])
    for dtype in op.dtypes[1:]:
        yield dtype, forward_and_backward(op, dtype)
    differentiable = op.grad and "float64" in op.dtypes and leaves(op, "float64")
    if op.layouts and "float64" in op.dtypes:
        for which in LAYOUTS:
            yield which.name, layout(op, which)
    for i, shape in enumerate(op.shapes):
        yield f"shape{i}", shaped(op, shape)
    if differentiable:
        if op.second:
            yield "second", second_order(op)
        for victim in [*op.args, "y"]:
            yield f"saves-{victim}", written(op, victim)
        if len(leaves(op, "float64")) > 1:
            for who in leaves(op, "float64"):
                yield f"only-{who}", one_wants(op, who)
    if op.view:
        yield "alias", alias(op)
    if op.inplace:
        yield "inplace", in_place(op, "float64" if "float64" in op.dtypes else op.dtypes[0])
        if differentiable:
            yield "inplace-saves-y", in_place(op, "float64", "y")
        for dtype in op.dtypes[1:]:
            yield f"inplace-{dtype}", in_place(op, dtype)
    if op.out:
        yield "out", into_out(op)
        if differentiable:
            yield "out-grad", out_with_grad(op)
