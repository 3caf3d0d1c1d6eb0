"""Rows of views, indexing, joining and movement."""
from sample import FLOATS, Arg, Op

ALL = FLOATS + ("int64", "bool")
D3 = Arg(shape=(2, 3, 4))
I3 = "i = torch.tensor([2, 0, 1, 2])"


def view(name, call, x=Arg(shape=(2, 3)), **more):
    return Op(name, call, {"x": x}, view=True, layouts=False, dtypes=("float64", "float32", "bfloat16", "int64"), **more)


VIEWS = [
    view("view", "x.view(3, 2)"), view("view-infer", "x.view(-1)"), view("reshape", "x.reshape(3, -1)"),
    view("reshape-copy", "x.t().reshape(-1)"), view("flatten", "torch.flatten(x, 1)", D3), view("unflatten", "x.unflatten(2, (2, 2))", D3),
    view("squeeze", "x.squeeze()", Arg(shape=(2, 1, 3, 1))), view("squeeze-dim", "x.squeeze(1)", Arg(shape=(2, 1, 3))),
    view("unsqueeze", "x.unsqueeze(-1)"), view("expand", "x.expand(4, 2, 3)"), view("expand-minus", "x.expand(2, -1)", Arg(shape=(1, 3))),
    view("permute", "x.permute(2, 0, 1)", D3), view("transpose", "x.transpose(0, -1)", D3), view("t", "x.t()"),
    view("movedim", "x.movedim(0, 2)", D3), view("narrow", "x.narrow(1, 1, 2)"), view("select", "x.select(1, -1)"),
    view("getitem-int", "x[1]"), view("getitem-slice", "x[:, 1:]"), view("getitem-step", "x[0, ::2]"), view("getitem-none", "x[:, None, 1]"),
    view("getitem-ellipsis", "x[..., 1]", D3), view("diagonal", "x.diagonal()"), view("diagonal-offset", "x.diagonal(1, 1, 2)", D3),
    view("unfold", "x.unfold(1, 2, 1)"), view("as_strided", "x.as_strided((2, 2), (1, 2), 1)"), view("expand_as", "x.expand_as(torch.zeros(2, 2, 3))"),
    view("view_as", "x.view_as(torch.zeros(6))"), view("broadcast_to", "torch.broadcast_to(x, (2, 2, 3))"), view("T", "x.T"), view("mT", "x.mT", D3),
    view("swapaxes", "x.swapaxes(0, 1)"), view("detach", "x.detach()", grad=False), view("contiguous", "x.contiguous()"), view("contiguous-copy", "x.t().contiguous()"),
    view("clone", "x.clone()"), view("clone-t", "x.t().clone()"), view("to-same", "x.to(torch.float64)"), view("to-float", "x.to(torch.float32)"), view("ravel", "x.ravel()"),
    *[view(n, c, x, pick=p) for n, c, x, p in [
        ("split", "x.split(2, 1)", Arg(shape=(2, 5)), "[1]"), ("split-sizes", "torch.split(x, [1, 3], 1)", Arg(shape=(2, 4)), "[1]"),
        ("chunk", "x.chunk(2, 1)", Arg(shape=(2, 5)), "[0]"), ("unbind", "x.unbind(1)", Arg(shape=(2, 3)), "[2]"),
        ("tensor_split", "torch.tensor_split(x, 3, 1)", Arg(shape=(2, 5)), "[2]"), ("unsafe_chunk", "x.unsafe_chunk(2, 1)", Arg(shape=(2, 4)), "[1]")]],
]

INDEXING = [Op(n, c, {"x": Arg(shape=s)}, setup=pre, layouts=False, dtypes=ALL, view=True) for n, c, s, pre in [
    ("index-int", "x[i]", (3, 2), I3), ("index-list", "x[[0, 2]]", (3, 2), ""), ("index-second", "x[:, i]", (2, 3), I3),
    ("index-pair", "x[i, i]", (3, 3), I3), ("index-split", "x[i, :, i]", (3, 2, 3), I3), ("index-negative", "x[torch.tensor([-1, 0])]", (3, 2), ""),
    ("index-2d", "x[torch.tensor([[0, 1], [2, 2]])]", (3, 2), ""), ("index-bool", "x[b]", (2, 3), "b = torch.tensor([[True, False, True], [False, False, True]])"),
    ("index-bool-row", "x[torch.tensor([True, False, True])]", (3, 2), ""), ("index-mixed", "x[1, i]", (2, 3), I3),
    ("index-none", "x[None, i]", (3, 2), I3), ("index-ellipsis", "x[..., i]", (2, 2, 3), I3)]]
INDEXING += [
    Op("index_select", "torch.index_select(x, 1, i)", {"x": Arg(shape=(2, 3))}, setup=I3, dtypes=ALL, layouts=False),
    Op("gather", "torch.gather(x, 1, i)", {"x": Arg(shape=(2, 3))}, setup="i = torch.tensor([[2, 0], [1, 1]])", dtypes=ALL, layouts=False),
    Op("take", "torch.take(x, i)", {"x": Arg(shape=(2, 3))}, setup="i = torch.tensor([5, 0, 5])", dtypes=ALL, layouts=False),
    Op("take_along_dim", "torch.take_along_dim(x, i, 1)", {"x": Arg(shape=(2, 3))}, setup="i = torch.tensor([[2, 0], [1, 1]])", dtypes=("float64",), layouts=False),
    Op("masked_select", "torch.masked_select(x, x > 0.25)", {"x": Arg(shape=(2, 3))}, dtypes=ALL[:5], layouts=False),
    Op("masked_fill", "x.masked_fill(m, -2.5)", {"x": Arg()}, setup="m = torch.tensor([True, False, True])", inplace="x.masked_fill_(m, -2.5)", dtypes=FLOATS, layouts=False),
    Op("masked_fill-tensor", "x.masked_fill(m, z)", {"x": Arg(), "z": Arg(shape=())}, setup="m = torch.tensor([True, False, True])", inplace="x.masked_fill_(m, z)", dtypes=FLOATS, layouts=False),
    Op("masked_scatter", "x.masked_scatter(m, z)", {"x": Arg(), "z": Arg(shape=(6,))}, setup="m = torch.tensor([True, False, True])", inplace="x.masked_scatter_(m, z)", dtypes=("float64",), layouts=False),
    Op("scatter", "x.scatter(1, i, z)", {"x": Arg(), "z": Arg(shape=(2, 2))}, setup="i = torch.tensor([[2, 0], [1, 2]])", inplace="x.scatter_(1, i, z)", dtypes=FLOATS, layouts=False),
    Op("scatter-value", "x.scatter(1, i, 1.5)", {"x": Arg()}, setup="i = torch.tensor([[2, 0], [1, 2]])", inplace="x.scatter_(1, i, 1.5)", dtypes=FLOATS, layouts=False),
    Op("scatter_add", "x.scatter_add(1, i, z)", {"x": Arg(), "z": Arg(shape=(2, 2))}, setup="i = torch.tensor([[2, 0], [1, 1]])", inplace="x.scatter_add_(1, i, z)", dtypes=FLOATS, layouts=False),
    *[Op(f"scatter_reduce-{r}", f"x.scatter_reduce(1, i, z, '{r}')", {"x": Arg(), "z": Arg(shape=(2, 2))}, setup="i = torch.tensor([[2, 0], [1, 1]])", dtypes=("float64",), layouts=False,
         second=r in ("sum", "mean")) for r in ("sum", "mean", "prod", "amax", "amin")],
    Op("index_add", "x.index_add(1, i, z, alpha=1.5)", {"x": Arg(), "z": Arg(shape=(2, 4))}, setup=I3, inplace="x.index_add_(1, i, z, alpha=1.5)", dtypes=FLOATS, layouts=False),
    Op("index_copy", "x.index_copy(1, i, z)", {"x": Arg(), "z": Arg(shape=(2, 2))}, setup="i = torch.tensor([2, 0])", inplace="x.index_copy_(1, i, z)", dtypes=FLOATS, layouts=False),
    Op("index_fill", "x.index_fill(1, i, -1.5)", {"x": Arg()}, setup="i = torch.tensor([2, 0])", inplace="x.index_fill_(1, i, -1.5)", dtypes=FLOATS, layouts=False),
    Op("index_put", "x.index_put((i,), z)", {"x": Arg(), "z": Arg(shape=(3,))}, setup="i = torch.tensor([1, 0])", inplace="x.index_put_((i,), z)", dtypes=FLOATS, layouts=False),
    Op("index_put-accumulate", "x.index_put((i,), z, True)", {"x": Arg(), "z": Arg(shape=(3, 3))}, setup="i = torch.tensor([1, 0, 1])", inplace="x.index_put_((i,), z, True)", dtypes=("float64",), layouts=False),
    Op("nonzero", "torch.nonzero(x > 0)", {"x": Arg(grad=False)}, grad=False, layouts=False, dtypes=("float64",)),
    Op("argwhere", "torch.argwhere(x > 0)", {"x": Arg(grad=False)}, grad=False, layouts=False, dtypes=("float64",)),
    Op("one_hot", "F.one_hot(x, 5)", {"x": Arg(grad=False, literal="[[1, 0], [4, 2]]", shape=(2, 2))}, grad=False, layouts=False, dtypes=("int64",)),
]

JOINING = [
    Op("cat", "torch.cat([x, z], 1)", {"x": Arg(), "z": Arg(shape=(2, 2))}, dtypes=ALL, layouts=False, out="torch.cat([x, z], 1, out=o)"),
    Op("cat-promote", "torch.cat([x, z])", {"x": Arg(dtype="float32"), "z": Arg(shape=(1, 3))}, dtypes=("float64",), layouts=False),
    Op("stack", "torch.stack([x, z], 1)", {"x": Arg(), "z": Arg()}, dtypes=ALL, layouts=False),
    Op("hstack", "torch.hstack([x, z])", {"x": Arg(), "z": Arg()}, dtypes=("float64",), layouts=False),
    Op("vstack", "torch.vstack([x, z])", {"x": Arg(shape=(3,)), "z": Arg()}, dtypes=("float64",), layouts=False),
    Op("repeat", "x.repeat(2, 1, 2)", dtypes=ALL, layouts=False), Op("tile", "torch.tile(x, (2,))", dtypes=("float64",), layouts=False),
    Op("repeat_interleave", "x.repeat_interleave(2, 1)", dtypes=ALL, layouts=False),
    Op("repeat_interleave-tensor", "torch.repeat_interleave(x, torch.tensor([1, 0, 2]), 1)", dtypes=("float64",), layouts=False),
    Op("flip", "torch.flip(x, [0, 1])", dtypes=ALL), Op("roll", "torch.roll(x, 1, 1)", dtypes=ALL), Op("roll-flat", "x.roll(2)", dtypes=("float64",)),
    Op("fliplr", "x.fliplr()", dtypes=("float64",), layouts=False), Op("rot90", "torch.rot90(x)", dtypes=("float64",), layouts=False),
    Op("sort", "torch.sort(x, 1)", {"x": Arg(shape=(2, 4))}, pick="[0]", dtypes=ALL), Op("sort-descending", "x.sort(0, True)", {"x": Arg(shape=(4, 2))}, pick="[0]", dtypes=ALL, layouts=False),
    Op("argsort", "torch.argsort(x, 1)", grad=False, dtypes=ALL, layouts=False), Op("topk", "torch.topk(x, 2, 1)", {"x": Arg(shape=(2, 4))}, pick="[0]", dtypes=FLOATS + ("int64",), layouts=False),
    Op("tril", "torch.tril(x, 1)", {"x": Arg(shape=(3, 4))}, dtypes=ALL, layouts=False, inplace="x.tril_(1)"), Op("triu", "torch.triu(x, -1)", {"x": Arg(shape=(4, 3))}, dtypes=ALL, layouts=False, inplace="x.triu_(-1)"),
    Op("diag", "torch.diag(x, 1)", {"x": Arg(shape=(2,))}, dtypes=("float64",), layouts=False), Op("diag_embed", "torch.diag_embed(x)", dtypes=("float64",), layouts=False),
    Op("select_scatter", "torch.select_scatter(x, z, 0, 1)", {"x": Arg(), "z": Arg(shape=(3,))}, dtypes=("float64",), layouts=False),
    Op("slice_scatter", "torch.slice_scatter(x, z, 1, 0, 2)", {"x": Arg(), "z": Arg(shape=(2, 2))}, dtypes=("float64",), layouts=False),
    Op("pad", "F.pad(x, (1, 2, 0, 1), value=1.5)", dtypes=("float64", "float32", "int64"), layouts=False),
    Op("embedding", "F.embedding(i, x)", {"x": Arg(shape=(4, 2))}, setup="i = torch.tensor([[1, 3], [1, 0]])", dtypes=("float64", "float32"), layouts=False),
    Op("embedding-padding", "F.embedding(i, x, padding_idx=1)", {"x": Arg(shape=(4, 2))}, setup="i = torch.tensor([1, 3, 1])", dtypes=("float64",), layouts=False),
]

WRITES = [Op(n, "x * 1", {"x": Arg(), **more}, inplace=w, setup=pre, layouts=False, dtypes=FLOATS, second=False) for n, w, pre, more in [
    ("zero_", "x.zero_()", "", {}), ("fill_", "x.fill_(2.5)", "", {}), ("fill_-tensor", "x.fill_(z)", "", {"z": Arg(shape=())}),
    ("copy_", "x.copy_(z)", "", {"z": Arg(shape=(3,))}), ("copy_-dtype", "x.copy_(z)", "", {"z": Arg(dtype="float32")}),
    ("t_", "x.t_()", "", {}), ("transpose_", "x.transpose_(0, 1)", "", {}), ("unsqueeze_", "x.unsqueeze_(0)", "", {}), ("squeeze_", "x.squeeze_()", "", {}),
    ("as_strided_", "x.as_strided_((3,), (2,))", "", {})]]

ROWS = VIEWS + INDEXING + JOINING + WRITES
