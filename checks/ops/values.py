"""Numbers for samples: unsymmetric, distinct, and the same on every machine. Written as literals, so that a sample says all."""

_DOMAINS = {
    "any": lambda v: v,
    "positive": lambda v: abs(v) + 0.3125,
    "unit": lambda v: v / 4,             # inside (-1, 1)
    "probability": lambda v: (v + 4) / 8,  # inside (0, 1)
    "above one": lambda v: abs(v) + 1.25,
    "integers": lambda v: float(int(v * 2)),
}


def numbers(count, domain="any", start=0):
    """`count` distinct numbers; the sequence goes on from place `start`."""
    return [_DOMAINS[domain]((((k * 37 + 11) % 61) - 30) / 8 + (k % 7) / 64) for k in range(start, start + count)]


def nested(values, shape):
    """`values` as nested lists of `shape`, in Python's spelling."""
    if not shape:
        return repr(values[0])
    step = len(values) // shape[0] if shape[0] else 0
    return "[" + ", ".join(nested(values[i * step:(i + 1) * step], shape[1:]) for i in range(shape[0])) + "]"


def count(shape):
    n = 1
    for size in shape:
        n *= size
    return n


def literal(shape, domain="any", start=0):
    """A list of `shape`; an empty one is reshaped by whoever uses it."""
    return nested(numbers(count(shape), domain, start), shape)
