"""Rows of the pointwise family."""
from sample import FLOATS, OTHERS, Arg, Op

X = Arg()
Z = Arg()


def unary(name, domain="any", inplace=True, out=True, call="", **more):
    return Op(name, call or f"torch.{name}(x)", {"x": Arg(domain=domain)}, inplace=f"x.{name}_()" if inplace else "",
              out=f"torch.{name}(x, out=o)" if out else "", **more)


def binary(name, domain="any", inplace=True, other="any", **more):
    return Op(name, f"torch.{name}(x, z)", {"x": Arg(domain=domain), "z": Arg(shape=(3,), domain=other)},
              inplace=f"x.{name}_(z)" if inplace else "", out=f"torch.{name}(x, z, out=o)", **more)


def number(name, call, inplace="", domain="any", **more):
    return Op(name, call, {"x": Arg(domain=domain)}, inplace=inplace, **more)


UNARY = [
    *[unary(n) for n in ("abs", "neg", "exp", "exp2", "expm1", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh",
                         "asinh", "sigmoid", "erf", "erfc", "square")],
    *[unary(n, grad=False) for n in ("logical_not",)],
    *[unary(n) for n in ("sign", "floor", "ceil", "round", "trunc", "frac")],
    *[unary(n, "positive") for n in ("log", "log1p", "log2", "log10", "sqrt", "rsqrt", "reciprocal")],
    *[unary(n, "unit") for n in ("asin", "acos", "atanh")],
    unary("acosh", "above one"),
    unary("relu", out=False),
    *[unary(n, inplace=False, out=False, grad=False, layouts=False) for n in ("isnan", "isinf", "isfinite")],
    unary("bitwise_not", dtypes=("int64", "int32", "uint8", "bool"), layouts=False),
    unary("logit", "probability", dtypes=FLOATS),
    Op("nan_to_num", "torch.nan_to_num(x, 0.5, 2.0, -3.0)",
       {"x": Arg(literal="[[1.5, float('nan')], [float('inf'), -float('inf')]]", shape=(2, 2))}, layouts=False, dtypes=FLOATS),
]

ACTIVATIONS = [Op(n, f"F.{n}(x{a})", {"x": Arg()}, dtypes=FLOATS, setup="", inplace=i) for n, a, i in [
    ("leaky_relu", ", 0.2", "F.leaky_relu_(x, 0.2)"), ("elu", ", 0.7", "F.elu_(x, 0.7)"), ("selu", "", "F.selu_(x)"),
    ("celu", ", 1.3", "F.celu_(x, 1.3)"), ("gelu", "", ""), ("silu", "", ""), ("mish", "", ""), ("softplus", ", 1.5, 3", ""),
    ("logsigmoid", "", ""), ("hardtanh", ", -1.5, 2.0", "F.hardtanh_(x, -1.5, 2.0)"), ("relu6", "", ""),
    ("hardsigmoid", "", ""), ("hardswish", "", ""), ("softsign", "", ""), ("tanhshrink", "", ""), ("hardshrink", ", 0.6", ""),
    ("softshrink", ", 0.6", ""), ("threshold", ", 0.4, -2.0", "F.threshold_(x, 0.4, -2.0)")]]
ACTIVATIONS += [Op("gelu-tanh", "F.gelu(x, approximate='tanh')", dtypes=FLOATS), Op("glu", "F.glu(x, 0)", layouts=False, dtypes=FLOATS)]

BINARY = [
    *[binary(n) for n in ("add", "sub", "mul", "atan2", "hypot", "copysign")],
    *[binary(n, inplace=False) for n in ("maximum", "minimum", "fmax", "fmin", "logaddexp")],
    binary("div", other="positive"), binary("fmod", other="positive"), binary("remainder", other="positive"),
    binary("pow", "positive"), binary("xlogy", other="positive"),
    binary("floor_divide", other="positive"),
    *[binary(n, grad=False, layouts=False) for n in ("eq", "ne", "lt", "le", "gt", "ge", "logical_and", "logical_or", "logical_xor")],
    *[binary(n, grad=False, layouts=False, dtypes=("int64", "int32", "uint8", "bool")) for n in ("bitwise_and", "bitwise_or", "bitwise_xor")],
    Op("add-alpha", "torch.add(x, z, alpha=2.5)", {"x": X, "z": Z}, inplace="x.add_(z, alpha=2.5)", layouts=False),
    Op("sub-alpha", "torch.sub(x, z, alpha=-2)", {"x": X, "z": Z}, inplace="x.sub_(z, alpha=-2)", layouts=False),
    Op("rsub", "torch.rsub(x, z)", {"x": X, "z": Z}, layouts=False),
    Op("div-trunc", "torch.div(x, z, rounding_mode='trunc')", {"x": X, "z": Arg(domain="positive")}, layouts=False,
       inplace="x.div_(z, rounding_mode='trunc')"),
    Op("div-floor", "torch.div(x, z, rounding_mode='floor')", {"x": X, "z": Arg(domain="positive")}, layouts=False,
       inplace="x.div_(z, rounding_mode='floor')"),
    Op("where", "torch.where(c, x, z)", {"x": X, "z": Z}, setup="c = torch.tensor([[True, False, True], [False, True, False]])",
       layouts=False),
    Op("maximum-ties", "torch.maximum(x, z)", {"x": Arg(literal="[1.0, 2.0, 3.0]", shape=(3,)), "z": Arg(literal="[1.0, 2.5, -3.0]", shape=(3,))},
       layouts=False, dtypes=("float64",)),
]

NUMBERS = [
    number("add-number", "x + 2.5", "x.add_(2.5)"), number("add-int", "x + 2", "x.add_(2)"), number("sub-number", "x - 1.5", "x.sub_(1.5)"),
    number("rsub-number", "1.5 - x"), number("mul-number", "x * -2.5", "x.mul_(-2.5)"), number("mul-int", "3 * x", "x.mul_(3)"),
    number("div-number", "x / 2.5", "x.div_(2.5)"), number("rdiv-number", "2.5 / x", domain="positive"),
    number("floordiv-number", "x // 2"), number("mod-number", "x % 3"), number("pow-2", "x ** 2", "x.pow_(2)"),
    number("pow-3", "x ** 3"), number("pow-half", "x ** 0.5", domain="positive"), number("pow-0", "x ** 0"),
    number("pow-minus1", "x ** -1", domain="positive"), number("pow-2.5", "x.pow(2.5)", "x.pow_(2.5)", domain="positive"),
    number("rpow", "2.5 ** x", dtypes=FLOATS), number("clamp", "x.clamp(-1.5, 2.0)", "x.clamp_(-1.5, 2.0)"),
    number("clamp-min", "x.clamp(min=0.5)", "x.clamp_(min=0.5)"), number("clamp-max", "torch.clamp_max(x, 0.5)", "x.clamp_max_(0.5)"),
    *[number(f"{n}-number", f"x.{n}(0.5)", grad=False, layouts=False) for n in ("eq", "ne", "lt", "le", "gt", "ge")],
    number("fmod-number", "x.fmod(1.5)", "x.fmod_(1.5)"), number("remainder-number", "x.remainder(1.5)", "x.remainder_(1.5)"),
    number("where-number", "torch.where(x > 0.5, x, 0.25)", layouts=False),
    number("masked-fill-where", "torch.where(x > 0.5, -1.5, x)", layouts=False),
    number("and-number", "x & 3", dtypes=("int64", "int32", "uint8"), layouts=False, grad=False),
    number("or-number", "x | 3", dtypes=("int64", "uint8"), layouts=False, grad=False),
    number("invert", "~x", dtypes=("int64", "uint8", "bool"), layouts=False, grad=False),
    number("round-decimals", "torch.round(x, decimals=1)", dtypes=FLOATS, layouts=False),
]

TERNARY = [
    Op("clamp-tensor", "torch.clamp(x, z, u)", {"x": X, "z": Arg(shape=(3,), literal="[-1.0, -0.5, 0.25]"), "u": Arg(shape=(), literal="1.25")},
       inplace="x.clamp_(z, u)", layouts=False),
    Op("lerp", "torch.lerp(x, z, 0.25)", {"x": X, "z": Z}, inplace="x.lerp_(z, 0.25)", dtypes=FLOATS),
    Op("lerp-tensor", "torch.lerp(x, z, u)", {"x": X, "z": Z, "u": Arg(domain="probability")}, inplace="x.lerp_(z, u)", dtypes=FLOATS, layouts=False),
    Op("addcmul", "torch.addcmul(x, z, u, value=1.5)", {"x": X, "z": Z, "u": Arg(shape=(3,))}, inplace="x.addcmul_(z, u, value=1.5)", dtypes=FLOATS),
    Op("addcdiv", "torch.addcdiv(x, z, u, value=-0.5)", {"x": X, "z": Z, "u": Arg(shape=(3,), domain="positive")},
       inplace="x.addcdiv_(z, u, value=-0.5)", dtypes=FLOATS),
]

PROMOTION = [
    Op(f"promote-{a}-{b}{'-0d' if zero else ''}", "x + z", {"x": Arg(dtype=a, grad=False), "z": Arg(shape=() if zero else (3,), dtype=b, grad=False)},
       grad=False, layouts=False, dtypes=("float64",))
    for a in FLOATS + OTHERS + ("int8", "int16") for b in FLOATS + OTHERS + ("int8", "int16") for zero in (False, True) if a != b
]

ROWS = UNARY + ACTIVATIONS + BINARY + NUMBERS + TERNARY + PROMOTION
