"""Rows of reductions, scans, products, normalisation and losses."""
from sample import FLOATS, OTHERS, Arg, Op

D3 = Arg(shape=(2, 3, 4))


def reduce(name, *arguments, pick="", **more):
    rows = []
    for k, a in enumerate(arguments):
        rows.append(Op(f"{name}{'-' + str(k) if k else ''}", f"torch.{name}(x{', ' + a if a else ''})", {"x": D3 if "2" in a else Arg()}, pick=pick if a or pick == "" else "", layouts=k == 0 or k == 1, **more))
    return rows


REDUCTIONS = [
    *reduce("sum", "", "1", "(0, 2), True", "-1, dtype=torch.float32"), *reduce("mean", "", "1", "(0, 2), True", dtypes=FLOATS + ("int64",)),
    *reduce("prod", "", "1", "2, True"), *reduce("amax", "", "1", "(0, 2), True", dtypes=FLOATS + OTHERS), *reduce("amin", "", "1", dtypes=FLOATS + OTHERS),
    *reduce("var", "", "1", "(0, 2), correction=0", dtypes=FLOATS), *reduce("std", "", "1", "(0, 2), correction=0, keepdim=True", dtypes=FLOATS),
    *reduce("logsumexp", "1", "(0, 2), True", dtypes=FLOATS + ("int64",)),
    *reduce("argmax", "", "1", "2, True", grad=False), *reduce("argmin", "", "0", grad=False),
    *reduce("any", "", "1", grad=False), *reduce("all", "", "1, True", grad=False), *reduce("count_nonzero", "", "1", grad=False), *reduce("nansum", "", "1", dtypes=FLOATS),
    Op("max", "torch.max(x)"), Op("min", "x.min()"), Op("max-dim", "torch.max(x, 1)", pick="[0]"), Op("min-dim", "x.min(0, True)", pick="[0]", layouts=False),
    Op("max-ties", "x.max()", {"x": Arg(literal="[3.0, 1.0, 3.0]", shape=(3,))}, layouts=False, dtypes=("float64",)),
    Op("amax-ties", "x.amax()", {"x": Arg(literal="[3.0, 1.0, 3.0]", shape=(3,))}, layouts=False, dtypes=("float64",)),
    Op("prod-zero", "x.prod()", {"x": Arg(literal="[3.0, 0.0, 2.0]", shape=(3,))}, layouts=False, dtypes=("float64",)),
    Op("prod-zeros", "x.prod(0)", {"x": Arg(literal="[3.0, 0.0, 0.0]", shape=(3,))}, layouts=False, dtypes=("float64",)),
    Op("mode", "torch.mode(x, 1)", {"x": Arg(literal="[[3.0, 1.5, 2.5, 4.0], [2.25, 7.0, 5.5, 2.0]]", shape=(2, 4))}, pick="[0]", layouts=False, second=False, dtypes=FLOATS + ("int64",)),
    *[Op(f"quantile-{n}", f"torch.quantile(x, 0.35, 1, interpolation='{n}')", layouts=n == "linear", second=False, dtypes=FLOATS[:2]) for n in ("linear", "midpoint")],
    Op("median", "torch.median(x, 1)", pick="[0]", layouts=False, dtypes=("float64",)),
    *[Op(f"norm-{n}", f"x.norm({a})", dtypes=FLOATS[:2], layouts=n == "2") for n, a in
      (("2", ""), ("1", "1"), ("inf", "float('inf')"), ("3", "3"), ("0", "0"), ("dim", "2, 1"), ("dim-keep", "1, 1, True"))],
    Op("vector_norm", "torch.linalg.vector_norm(x, 2, 1)", dtypes=FLOATS[:2], layouts=False),
    Op("softmax", "torch.softmax(x, 1)", dtypes=FLOATS), Op("softmax-0", "F.softmax(x, 0)", D3 and {"x": D3}, dtypes=("float64",), layouts=False),
    Op("log_softmax", "torch.log_softmax(x, 1)", dtypes=FLOATS), Op("cumsum", "torch.cumsum(x, 1)", inplace="x.cumsum_(1)"),
    Op("cumprod", "torch.cumprod(x, 0)", {"x": Arg(domain="positive")}, inplace="x.cumprod_(0)", layouts=False),
    Op("cumprod-zero", "x.cumprod(0)", {"x": Arg(literal="[3.0, 0.0, 2.0]", shape=(3,))}, layouts=False, dtypes=("float64",), second=False),
    Op("var_mean", "torch.var_mean(x, 1)", pick="[0]", layouts=False, dtypes=FLOATS), Op("aminmax", "torch.aminmax(x)", pick="[0]", layouts=False, dtypes=("float64",)),
]

PRODUCTS = [Op(n, c, {k: Arg(shape=s) for k, s in zip("xzu", shapes)}, layouts=False, dtypes=FLOATS + ("int64",), inplace=w) for n, c, shapes, w in [
    ("matmul", "x @ z", ((2, 3), (3, 4)), ""), ("matmul-vv", "torch.matmul(x, z)", ((3,), (3,)), ""), ("matmul-vm", "torch.matmul(x, z)", ((3,), (3, 2)), ""),
    ("matmul-mv", "x.matmul(z)", ((2, 3), (3,)), ""), ("matmul-bm", "x @ z", ((2, 2, 3), (3, 2)), ""), ("matmul-bb", "x @ z", ((2, 1, 2, 3), (3, 3, 2)), ""),
    ("matmul-bv", "x @ z", ((2, 2, 3), (3,)), ""), ("matmul-empty", "x @ z", ((2, 0), (0, 3)), ""), ("mm", "torch.mm(x, z)", ((2, 3), (3, 2)), ""), ("mm-t", "x.t().mm(z.t())", ((3, 2), (4, 3)), ""),
    ("bmm", "torch.bmm(x, z)", ((2, 2, 3), (2, 3, 1)), ""), ("mv", "torch.mv(x, z)", ((2, 3), (3,)), ""), ("dot", "torch.dot(x, z)", ((3,), (3,)), ""),
    ("inner", "torch.inner(x, z)", ((2, 3), (4, 3)), ""), ("outer", "torch.outer(x, z)", ((2,), (3,)), ""),
    ("addmm", "torch.addmm(x, z, u, beta=0.5, alpha=2)", ((3,), (2, 4), (4, 3)), ""), ("addmm-full", "torch.addmm(x, z, u)", ((2, 3), (2, 4), (4, 3)), "x.addmm_(z, u)"),
    ("addmv", "torch.addmv(x, z, u, alpha=2)", ((2,), (2, 3), (3,)), "x.addmv_(z, u, alpha=2)"), ("addbmm", "torch.addbmm(x, z, u)", ((2, 3), (2, 2, 4), (2, 4, 3)), ""),
    ("baddbmm", "torch.baddbmm(x, z, u, beta=2)", ((2, 2, 3), (2, 2, 4), (2, 4, 3)), "x.baddbmm_(z, u, beta=2)"), ("addr", "torch.addr(x, z, u)", ((2, 3), (2,), (3,)), ""),
    ("linear", "F.linear(x, z, u)", ((2, 3), (4, 3), (4,)), ""), ("linear-no-bias", "F.linear(x, z)", ((2, 2, 3), (4, 3)), ""), ("einsum", "torch.einsum('ij,kj->ki', x, z)", ((2, 3), (4, 3)), "")]]
PRODUCTS += [Op("trace", "torch.trace(x)", {"x": Arg(shape=(2, 3))}, layouts=False, dtypes=("float64", "float32"))]

TARGET = "t = torch.tensor([2, 0])"
PROBABLE = Arg(domain="probability")
LOSSES = [
    *[Op(f"{n}-{r}", f"F.{n}(x, z, reduction='{r}')", {"x": Arg(), "z": Arg()}, layouts=False, dtypes=FLOATS if r == "mean" else ("float64",)) for n in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss")
      for r in ("mean", "sum", "none")],
    *[Op(f"nll_loss{s}", f"F.nll_loss(x, t{a})", {"x": Arg()}, setup=TARGET, layouts=False, dtypes=FLOATS[:2]) for s, a in
      (("", ""), ("-sum", ", reduction='sum'"), ("-none", ", reduction='none'"), ("-ignore", ", ignore_index=0"), ("-weight", ", torch.tensor([0.5, 1.5, 2.0], dtype=x.dtype)"))],
    *[Op(f"cross_entropy{s}", f"F.cross_entropy(x, t{a})", {"x": Arg()}, setup=TARGET, layouts=False, dtypes=FLOATS[:2]) for s, a in
      (("", ""), ("-sum", ", reduction='sum'"), ("-smooth", ", label_smoothing=0.2"), ("-weight", ", torch.tensor([0.5, 1.5, 2.0], dtype=x.dtype)"))],
    Op("cross_entropy-probabilities", "F.cross_entropy(x, z)", {"x": Arg(), "z": PROBABLE}, layouts=False, dtypes=("float64",)),
    *[Op(f"binary_cross_entropy-{r}", f"F.binary_cross_entropy(x, z, reduction='{r}')", {"x": PROBABLE, "z": PROBABLE}, layouts=False, dtypes=("float64", "float32")) for r in ("mean", "none")],
    Op("bce_with_logits", "F.binary_cross_entropy_with_logits(x, z)", {"x": Arg(), "z": PROBABLE}, layouts=False, dtypes=("float64", "float32")),
    Op("bce_with_logits-pos", "F.binary_cross_entropy_with_logits(x, z, pos_weight=torch.tensor([1.0, 2.0, 0.5], dtype=x.dtype))", {"x": Arg(), "z": PROBABLE}, layouts=False, dtypes=("float64",)),
    Op("kl_div", "F.kl_div(x, z, reduction='sum')", {"x": Arg(), "z": PROBABLE}, layouts=False, dtypes=("float64",)),
]

LAYERS = [
    Op("layer_norm", "F.layer_norm(x, (3,), z, u)", {"x": Arg(), "z": Arg(shape=(3,)), "u": Arg(shape=(3,))}, layouts=False, dtypes=FLOATS[:2]),
    Op("layer_norm-plain", "F.layer_norm(x, (3,))", dtypes=FLOATS[:2], layouts=False),
    Op("batch_norm-train", "F.batch_norm(x, m, v, z, u, True, 0.3)", {"x": Arg(shape=(4, 3)), "z": Arg(shape=(3,)), "u": Arg(shape=(3,))}, layouts=False,
       setup="m = torch.zeros(3, dtype=x.dtype)\nv = torch.ones(3, dtype=x.dtype)", dtypes=FLOATS[:2]),
    Op("batch_norm-eval", "F.batch_norm(x, m, v, z, u, False)", {"x": Arg(shape=(4, 3)), "z": Arg(shape=(3,)), "u": Arg(shape=(3,))}, layouts=False,
       setup="m = torch.zeros(3, dtype=x.dtype)\nv = torch.ones(3, dtype=x.dtype) * 2", dtypes=FLOATS[:2]),
    Op("normalize", "F.normalize(x, dim=1)", dtypes=FLOATS[:2], layouts=False),
    Op("cosine_similarity", "F.cosine_similarity(x, z)", {"x": Arg(), "z": Arg()}, dtypes=FLOATS[:2], layouts=False),
    Op("dropout-eval", "F.dropout(x, 0.5, False)", dtypes=("float64",), layouts=False, view=True),
]

CREATION = [Op(f"create-{n}", c, {}, grad=False, layouts=False, dtypes=("float64",)) for n, c in [
    ("zeros", "torch.zeros(2, 3)"), ("ones", "torch.ones([2], dtype=torch.int64)"), ("full", "torch.full((2, 2), 3)"), ("full-float", "torch.full((2,), 1.5)"), ("arange", "torch.arange(5)"),
    ("arange-float", "torch.arange(1.0, 2.5, 0.5)"), ("arange-int", "torch.arange(7, 1, -2)"), ("linspace", "torch.linspace(-1, 2, 5)"), ("linspace-int", "torch.linspace(0, 10, 4, dtype=torch.int64)"), ("eye", "torch.eye(2, 3)"),
    ("tensor-bool", "torch.tensor([True, False])"), ("tensor-mixed", "torch.tensor([1, 2.5])"), ("tensor-empty", "torch.tensor([])"), ("zeros_like", "torch.zeros_like(torch.ones(2, 3).t())"),
    ("full_like", "torch.full_like(torch.ones(2, dtype=torch.int64), 7)"), ("ones_like-dtype", "torch.ones_like(torch.zeros(2), dtype=torch.float64)"), ("logspace", "torch.logspace(0, 2, 3)"),
    ("rand", "torch.rand(5, generator=torch.Generator().manual_seed(3))"), ("randn", "torch.randn(5, generator=torch.Generator().manual_seed(3))"), ("randn-many", "torch.randn(20, generator=torch.Generator().manual_seed(3))"),
    ("randint", "torch.randint(0, 100, (6,), generator=torch.Generator().manual_seed(3))"), ("randperm", "torch.randperm(7, generator=torch.Generator().manual_seed(3))"), ("rand-double", "torch.rand(3, dtype=torch.float64, generator=torch.Generator().manual_seed(3))"),
    ("randn-double", "torch.randn(20, dtype=torch.float64, generator=torch.Generator().manual_seed(3))"), ("complex", "torch.zeros(2, dtype=torch.complex64)")]]

ROWS = REDUCTIONS + PRODUCTS + LOSSES + LAYERS + CREATION
