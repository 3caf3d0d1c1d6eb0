// Linear algebra in the graph: names of nodes, what they save, writes, and errors.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

Tensor parameter(IntArrayRef sizes) { return leaf(sizes); }
Tensor constant(IntArrayRef sizes) { return leaf(sizes).detach(); }

/// Names of the nodes from the result down along the edge `input` of each.
std::string path(const Tensor& t, std::size_t input = 0) {
  std::string names;
  for (Ref<Node> node = t.grad_fn(); node;) {
    names += (names.empty() ? "" : " ") + node->name().substr(0, node->name().find("Backward"));
    const std::size_t edge = std::min(input, node->next_edges().size() - 1);
    if (node->next_edges().empty()) break;
    const Ref<Node> next = node->next_edge(edge).function;
    node = next && next->name().find("Accumulate") == std::string::npos ? next : nullptr;
  }
  return names;
}

}  // namespace

TEST_CASE("nodes are PyTorch's") {
  const Tensor x = parameter({2, 3}), w = parameter({4, 3}), b = parameter({4}), batch = parameter({2, 5, 3});
  CHECK(path(x.mm(w.t())) == "Mm");
  CHECK(path(x[0].matmul(w.t())) == "Squeeze Mm Unsqueeze Select");
  CHECK(x[0].matmul(w.t())._version() == 1);
  CHECK(path(batch.matmul(w.t())) == "UnsafeView Mm View");
  CHECK(path(batch.matmul(constant({3, 2}))) == "UnsafeView Mm View");
  CHECK(path(constant({4, 3}).matmul(batch.transpose(1, 2))) == "UnsafeView Bmm");
  CHECK(path(w.matmul(constant({2, 3, 5})), 1) == "Clone Transpose UnsafeView Mm T");
  CHECK(path(batch.matmul(x[0])) == "UnsafeView Mv View");
  CHECK(path(batch.matmul(batch.transpose(1, 2))) == "UnsafeView Bmm View Expand");
  CHECK(path(linear(x, w, b), 2) == "Addmm T");
  CHECK(path(linear(batch, w, b), 1) == "UnsafeView Addmm View");
  CHECK(path(linear(x, w)) == "Mm");
  CHECK(path(linear(batch.transpose(0, 1), w, b)) == "Add UnsafeView Mm UnsafeView Clone Transpose");
  CHECK(path(x[0].outer(b)) == "Mul View Select");
  CHECK(path(x.inner(w)) == "View Mm View Permute");
  CHECK(path(x.kron(w)) == "UnsafeView Mul UnsafeView");
  CHECK(path(x.trace()) == "Trace");
  CHECK(path(x.tril()) == "Tril");
  CHECK(path(x.triu()) == "Triu");
  CHECK(path(einsum("ij,kj->ik", {x, w})) == "View Permute View Bmm View Permute Permute Unsqueeze");
  CHECK(path(einsum("i,j->ij", {x[0], b})) == "Mul Permute Unsqueeze Select");
  CHECK(path(einsum("ij->", {x})) == "Sum Permute");
}

TEST_CASE("an operand is kept only where the other one wants a gradient") {
  const Tensor x = parameter({2, 2}) * 1, c = constant({2, 2});
  const Tensor products[] = {x.mm(c), c.addmm(x, c), x.unsqueeze(0).bmm(c.unsqueeze(0)), x.mv(c[0])};
  for (const Tensor& y : products) {
    CHECK_FALSE(y.grad_fn()->saved()[0].defined());
    CHECK(y.grad_fn()->saved()[1].defined());
  }
  const Tensor y = x.mm(c);
  x.add_(1);
  y.sum().backward();
  const Tensor z = x.mm(c);
  c.add_(1);
  CHECK(error_of([&] { z.sum().backward(); }) == ErrorKind::modified_after_save);
}

TEST_CASE("sums of products that write to self bump once and give the same gradients") {
  const Tensor start = constant({2, 2}), a = parameter({2, 2}), v = parameter({2});
  struct {
    const char* name;
    std::function<Tensor(const Tensor&)> plain, writing;
  } const cases[] = {
      {"addmm", [&](auto& t) { return t.addmm(a, a.t(), 0.5, 3); },
       [&](auto& t) { return t.addmm_(a, a.t(), 0.5, 3); }},
      {"addbmm", [&](auto& t) { return t.addbmm(a.unsqueeze(0), a.unsqueeze(0), 0.5, 3); },
       [&](auto& t) { return t.addbmm_(a.unsqueeze(0), a.unsqueeze(0), 0.5, 3); }},
      {"addr", [&](auto& t) { return t.addr(v, a[0], 0.5, 3); }, [&](auto& t) { return t.addr_(v, a[0], 0.5, 3); }},
      {"tril", [&](auto& t) { return (t * a).tril(-1); }, [&](auto& t) { return (t * a).tril_(-1); }},
      {"triu", [&](auto& t) { return (t * a).triu(1); }, [&](auto& t) { return (t * a).triu_(1); }},
      {"addmv", [&](auto& t) { return t[0].addmv(a, v, 0.5, 3); },
       [&](auto& t) { return t.clone()[0].addmv_(a, v, 0.5, 3); }},
      {"baddbmm", [&](auto& t) { return t.unsqueeze(0).baddbmm(a.unsqueeze(0), a.unsqueeze(0), 0.5, 3); },
       [&](auto& t) { return t.unsqueeze(0).baddbmm_(a.unsqueeze(0), a.unsqueeze(0), 0.5, 3); }},
  };
  for (const auto& c : cases) {
    INFO(c.name);
    const Tensor plain = c.plain(start.clone()), target = start.clone();
    const Tensor written = c.writing(target);
    CHECK(written._version() == 1);
    CHECK(numbers(written) == numbers(plain));
    const Tensor due = autograd::grad({weighted(plain)}, {a})[0], got = autograd::grad({weighted(written)}, {a})[0];
    CHECK(numbers(got) == numbers(due));
  }
}

TEST_CASE("a write through a view of rows reaches the base's gradient") {
  const Tensor x = parameter({3, 2}), y = x * 2;
  y.narrow(0, 1, 2).addmm_(x.narrow(0, 0, 2), constant({2, 2}), 0, 1);
  y.sum().backward();
  CHECK(numbers(x.grad())[0] == Approx(2 + numbers(constant({2, 2}))[0] + numbers(constant({2, 2}))[1]));
}

TEST_CASE("what does not fit is refused with PyTorch's kind") {
  auto shape = [](auto f) { CHECK(error_of(f) == ErrorKind::shape); };
  auto type = [](auto f) { CHECK(error_of(f) == ErrorKind::dtype); };
  const Tensor m23 = ones({2, 3}), m22 = ones({2, 2}), v2 = ones({2}), v3 = ones({3}), zero_dim = scalar_tensor(1.0);
  shape([&] { m23.mm(m23); });
  shape([&] { m23.mm(v3); });
  shape([&] { m23.mv(v2); });
  shape([&] { v2.dot(v3); });
  shape([&] { m23.dot(v3); });
  shape([&] { m23.bmm(m23); });
  shape([&] { ones({2, 2, 3}).bmm(ones({1, 3, 2})); });
  shape([&] { ones({2, 2, 3}).matmul(ones({3, 3, 2})); });
  shape([&] { zero_dim.matmul(v2); });
  shape([&] { v2.outer(m22); });
  shape([&] { m23.inner(m22); });
  shape([&] { ones({3, 3}).addmm(m22, m22); });
  shape([&] { v2.addmv(m23, v2); });
  shape([&] { v2.addmm_(m22, m22); });
  shape([&] { v2.tril(); });
  shape([&] { v2.trace(); });
  shape([&] { linear(m23, ones({4, 4})); });
  shape([&] { linear(m23, ones({4, 3}), v3); });
  type([&] { m23.mm(ones({3, 2}, kDouble)); });
  type([&] { m22.to(kBool).mm(m22.to(kBool)); });
  type([&] { m22.to(kLong).addr(v2.to(kLong), v2.to(kLong), 1, 0.5); });
  type([&] { m22.to(kLong).addr_(v2, v2); });
  type([&] { m22.to(kLong).addmm(m22, m22); });
  CHECK(error_of([&] { leaf({2, 2}).addmm_(leaf({2, 2}), leaf({2, 2})); }) == ErrorKind::leaf_write);
}

TEST_CASE("equations of einsum are checked") {
  const Tensor m = ones({2, 2}), m23 = ones({2, 3});
  auto kind = [](const char* equation, const TensorList& operands) {
    return error_of([&] { einsum(equation, operands); });
  };
  CHECK(kind("ij", {ones({2})}) == ErrorKind::shape);
  CHECK(kind("i1", {m}) == ErrorKind::value);
  CHECK(kind("ij->k", {m}) == ErrorKind::value);
  CHECK(kind("ij->ii", {m}) == ErrorKind::value);
  CHECK(kind("ij,jk", {m}) == ErrorKind::value);
  CHECK(kind("ij,jk->", {m, m, m}) == ErrorKind::value);
  CHECK(kind("i.j", {m}) == ErrorKind::value);
  CHECK(kind("ij-ik", {m}) == ErrorKind::value);
  CHECK(kind("ii", {m23}) == ErrorKind::value);
  CHECK(kind("ij,jk", {m, ones({3, 2})}) == ErrorKind::value);
  CHECK(kind("", {}) == ErrorKind::argument);
  CHECK(einsum("...i,...j", {m23, ones({2, 4})}).sizes() == IntArrayRef({2, 3, 4}));
  CHECK(einsum("bA,aB", {m, m23}).sizes() == IntArrayRef({2, 3, 2, 2}));
  CHECK(einsum("i...->i", {ones({2, 3, 4})}).sizes() == IntArrayRef(2));
  CHECK(numbers(einsum("i,", {ones({2}), scalar_tensor(3.0)})) == std::vector<double>{3, 3});
  CHECK(numbers(einsum("ij,jk->ik", {ones({1, 3}), ones({1, 2})})) == std::vector<double>{3, 3});
}
