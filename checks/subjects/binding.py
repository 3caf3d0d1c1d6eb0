"""Fits the arguments of a call to the signatures that come with a program (`names` in PROTOCOL.md), as Python would."""
from objects import FileError, Object, Symbol


def literal(node):
    """The value of a constant of the program or of the table of names."""
    convert = {"float": float, "symbol": Symbol, "ellipsis": lambda value: ...}.get(node["of"], lambda value: value)
    if node["of"] in ("tuple", "list"):
        return (tuple if node["of"] == "tuple" else list)(literal(item) for item in node["value"])
    return convert(node["value"])


def accepts(what, value):
    """Whether an overload's parameter takes a value (names_rows.hpp)."""
    device = isinstance(value, Symbol) and value.startswith("torch.device:")
    is_int = isinstance(value, int) and not isinstance(value, bool)
    return {
        "int": is_int,
        "number": isinstance(value, (bool, int, float)),
        "bool": isinstance(value, bool),
        "list": isinstance(value, (list, tuple)),
        "dims": value is None or is_int or isinstance(value, (list, tuple)),
        "dtype": isinstance(value, Symbol) and not device,
        "device": value is None or device or type(value) is str,
        "tensor": isinstance(value, Object),
    }.get(what, True)


def bind(entry, receiver, values, keywords):
    """The operation, and every argument by the name of its parameter: of the first signature that takes them."""
    chosen = None
    for signature in entry["signatures"]:
        arguments, good = fit(signature, entry.get("receiver"), receiver, list(values), keywords)
        if arguments is not None and (good or chosen is None):
            chosen = arguments
        if arguments is not None and good:
            break
    if chosen is None:
        raise FileError("no signature of %s takes these arguments" % entry["op"])
    in_place = chosen.get("inplace") is True and "." not in entry["op"]
    return entry["op"] + "_" * in_place, chosen


def fit(signature, receiver_name, receiver, values, keywords):
    """The arguments by name and whether the parameters accept them; None where they do not fit."""
    arguments, good, used = {}, True, 0
    for parameter in signature:
        name, kind, what = parameter["name"], parameter.get("kind"), parameter.get("accepts", "")
        if name == receiver_name:
            arguments[name] = receiver
        elif kind == "variadic" and (used < len(values) or name not in keywords):
            rest, used = values[used:], len(values)
            alone = len(rest) == 1 and what != "each" and isinstance(rest[0], (list, tuple))
            arguments[name] = tuple(rest[0]) if alone else tuple(rest)
            good = good and all(accepts(what, value) for value in arguments[name])
        elif kind is None and used < len(values):
            arguments[name] = values[used]
            good, used = good and accepts(what, values[used]), used + 1
        elif name in keywords:
            arguments[name] = keywords[name]
            good = good and accepts(what, keywords[name])
        elif "default" in parameter:
            arguments[name] = literal(parameter["default"])
        else:
            return None, False
    fits = used == len(values) and all(name in arguments for name in keywords)
    return (arguments, good) if fits else (None, False)
