// Reading and writing by index: values, nodes and derivatives, what is saved, and errors.
#include <gradproof/checks/internals/core/cases.hpp>
#include <gradproof/checks/internals/core/errors.hpp>

using namespace gradproof;
using namespace gradproof::test;
using indexing::Ellipsis;
using indexing::None;
using indexing::Slice;

namespace {

Tensor longs(const NestedData& data) { return tensor(data, kLong); }
Tensor mask() { return tensor({{true, false, true}, {false, false, true}}); }

const Case kCases[] = {
    {"IndexBackward0",
     [](auto& x) {
       return (x * x).index({longs({1, 0, 1})});
     }},
    {"IndexBackward0",
     [](auto& x) {
       return (x * x).index({Slice(), longs({2, 0})});
     }},
    {"IndexBackward0",
     [](auto& x) {
       return (x * x).index({longs({{1}, {0}}), longs({2, -1})});
     }},
    {"IndexBackward0", [](auto& x) { return (x * x).index({mask()}); }},
    {"IndexBackward0",
     [](auto& x) {
       return (x * x).t().index({longs({2, 2}), None});
     }},
    {"IndexPutBackward0", [](auto& x) { return index_put(x * x, {longs({1})}, x[0] * x[1]); }},
    {"IndexPutBackward0",
     [](auto& x) {
       return index_put(x * x, {longs({1, 1})}, x.narrow(0, 0, 1) * 2, true);
     }},
    {"IndexSelectBackward0",
     [](auto& x) {
       return (x * x).index_select(1, longs({2, 2, 0}));
     }},
    {"IndexAddBackward0",
     [](auto& x) {
       return (x * x).index_add(0, longs({1, 1}), x * x * x, 2.5);
     }},
    {"IndexCopyBackward0", [](auto& x) { return (x * x).index_copy(0, longs({1}), x.narrow(0, 0, 1) * 3); }},
    {"IndexFillBackward0", [](auto& x) { return (x * x).index_fill(1, longs({1}), 2); }},
    {"IndexFillBackward1", [](auto& x) { return (x * x).index_fill(1, longs({1}), x[0][0] * x[1][1]); }},
    {"GatherBackward0",
     [](auto& x) {
       return (x * x).gather(1, longs({{2, 0, 0}, {1, 1, 2}}));
     }},
    {"GatherBackward0",
     [](auto& x) {
       return (x * x).take_along_dim(longs({{2}, {0}}), 1);
     }},
    {"ScatterBackward0",
     [](auto& x) {
       return (x * x).scatter(1, longs({{2, 0, 1}, {1, 0, 2}}), x * x * x);
     }},
    {"ScatterBackward1",
     [](auto& x) {
       return (x * x).scatter(0, longs({{1, 0, 0}}), 3.0);
     }},
    {"ScatterAddBackward0",
     [](auto& x) {
       return (x * x).scatter_add(0, longs({{1, 1, 0}, {1, 1, 0}}), x * x);
     }},
    {"ScatterReduceBackward0",
     [](auto& x) {
       return (x * x).scatter_reduce(0, longs({{1, 1, 0}, {1, 0, 0}}), x * 2, "mean");
     }},
    {"ScatterReduceBackward0",
     [](auto& x) {
       return (x * x).scatter_reduce(0, longs({{1, 1, 0}, {1, 0, 0}}), x * 2, "amax");
     }},
    {"ScatterReduceBackward0",
     [](auto& x) {
       return (x * x).scatter_reduce(0, longs({{1, 1, 0}, {1, 0, 0}}), x * 2, "prod");
     }},
    {"ScatterReduceBackward0",
     [](auto& x) {
       return (x * x).scatter_reduce(0, longs({{1, 1, 0}, {1, 0, 0}}), x * 2, "sum", false);
     }},
    {"MaskedFillBackward0", [](auto& x) { return (x * x).masked_fill(mask(), 2); }},
    {"MaskedFillBackward1", [](auto& x) { return (x * x).masked_fill(mask(), x[0][1] * x[1][0]); }},
    {"MaskedSelectBackward0", [](auto& x) { return (x * x).masked_select(mask()); }},
    {"MaskedScatterBackward0", [](auto& x) { return (x * x).masked_scatter(mask(), x * x * x); }},
    {"TakeBackward0",
     [](auto& x) {
       return (x * x).t().take(longs({{5, 0}, {-2, 0}}));
     }},
    {"PutBackward0",
     [](auto& x) {
       return (x * x).put(longs({4, 0}), x[1].narrow(0, 0, 2) * x[0][0]);
     }},
    {"FlipBackward0",
     [](auto& x) {
       return (x * x).flip({0, 1});
     }},
    {"RollBackward0",
     [](auto& x) {
       return (x * x).roll({1, -1}, {0, 1});
     }},
    {"RollBackward0", [](auto& x) { return (x * x).roll(2); }},
    {"Rot90Backward0", [](auto& x) { return (x * x).rot90(3); }},
    {"RepeatBackward0",
     [](auto& x) {
       return (x * x).repeat({2, 1, 2});
     }},
    {"IndexSelectBackward0",
     [](auto& x) {
       return (x * x).repeat_interleave(longs({2, 0, 1}), 1);
     }},
    {"CatBackward0",
     [](auto& x) {
       return cat({x * x, x.narrow(1, 0, 1) * x.sum()}, 1);
     }},
    {"StackBackward0",
     [](auto& x) {
       return stack({x * x, x * x * x}, 1);
     }},
    {"ConstantPadNdBackward0",
     [](auto& x) {
       return constant_pad_nd(x * x, {1, -1, 0, 2}, 3);
     }},
    {"EmbeddingBackward0",
     [](auto& x) {
       return embedding(x * x, longs({{1, 0}, {1, 1}}), 0);
     }},
};

}  // namespace

TEST_CASE("derivatives and nodes of indexing") {
  for (const Case& c : kCases) {
    INFO(c.name);
    const Tensor x = leaf({2, 3});
    CHECK(node_of(c.f(x)) == c.name);
    if (std::string(c.name) == "EmbeddingBackward0") continue;  // the padding's gradient is left out on purpose
    CHECK(gradient_error(c.f, x) < 1e-6);
    CHECK(second_order_error(c.f, x) < 1e-5);
  }
}

TEST_CASE("an embedding's padding receives no gradient") {
  const Tensor x = leaf({3, 2});
  weighted(embedding(x, longs({1, 0, 1}), 0)).backward();
  CHECK(numbers(x.grad())[0] == 0);
  CHECK(numbers(x.grad())[2] == Approx(1.0 + (3.0 - 0.8)));
  const Tensor w = tensor({{3., 4.}, {0.3, 0.4}});
  embedding_renorm_(w, longs({0, 1, 0}), 1);
  CHECK(numbers(w)[0] == Approx(0.6));
  CHECK(numbers(w)[2] == Approx(0.3));
  CHECK(w._version() == 1);
}

TEST_CASE("where picked dimensions stand") {
  const Tensor x = zeros({2, 3, 4, 5}), i = longs({0, 1}), one = longs({{0}, {1}, {1}});
  CHECK(x.index({i}).sizes() == IntArrayRef({2, 3, 4, 5}));
  CHECK(x.index({Slice(), i, i}).sizes() == IntArrayRef({2, 2, 5}));
  CHECK(x.index({i, Slice(), i}).sizes() == IntArrayRef({2, 3, 5}));
  CHECK(x.index({Slice(), i, Slice(), one}).sizes() == IntArrayRef({3, 2, 2, 4}));
  CHECK(x.index({Slice(), one, i}).sizes() == IntArrayRef({2, 3, 2, 5}));
  CHECK(x.index({0, Ellipsis, i}).sizes() == IntArrayRef({3, 4, 2}));
  CHECK(x.index({"...", i, None}).sizes() == IntArrayRef({2, 3, 4, 2, 1}));
  CHECK(x.index({true}).sizes() == IntArrayRef({1, 2, 3, 4, 5}));
  CHECK(x.index({Slice(), false}).sizes() == IntArrayRef({2, 0, 3, 4, 5}));
  CHECK(x.index({Slice(None, 1), Slice(1, None), Slice(None, None, 2)}).sizes() == IntArrayRef({1, 2, 2, 5}));
  CHECK(x.index({longs({})}).numel() == 0);
}

TEST_CASE("writes by index bump once and are recorded") {
  const Tensor w = leaf({2, 3}), x = w * 1;
  x.index_put_({longs({0}), Slice(1, None)}, tensor({5., 6.}, kDouble));
  CHECK(numbers(x)[2] == 6);
  CHECK(x._version() == 1);
  CHECK(node_of(x) == "torch::autograd::CopySlices");
  x.index_put_({mask()}, 7.0);
  CHECK(numbers(x)[5] == 7);
  CHECK(node_of(x) == "IndexPutBackward0");
  x.masked_fill_(mask().logical_not(), 1.5);
  x.index_fill_(1, longs({0}), 2.5);
  x.scatter_(0, longs({{1, 0, 0}}), 4.0);
  CHECK(x._version() == 5);
  CHECK(numbers(x) == std::vector<double>{2.5, 4, 4, 4, 1.5, 7});
  x.sum().backward();
  CHECK(numbers(w.grad()) == std::vector<double>(6, 0));
  CHECK(error_of([&] { w.index_put_({longs({0})}, 1.0); }) == ErrorKind::leaf_write);
  CHECK(error_of([&] { w.masked_fill_(mask(), 1); }) == ErrorKind::leaf_write);
}

TEST_CASE("repeated positions: the last write stays, additions all count") {
  const Tensor x = zeros({3});
  index_put_tensors_(x, {longs({1, 1, 2})}, tensor({5., 6., 7.}));
  CHECK(numbers(x) == std::vector<double>{0, 6, 7});
  index_put_tensors_(x, {longs({1, 1, 2})}, tensor({5., 6., 7.}), true);
  CHECK(numbers(x) == std::vector<double>{0, 17, 14});
  CHECK(numbers(zeros({3}, kInt).scatter_reduce(0, longs({1, 1}), tensor({-3, -5}, kInt), "amax", false)) ==
        std::vector<double>{0, -3, 0});
}

TEST_CASE("indices are saved, and a write to them is noticed") {
  const Tensor x = leaf({3}), i = longs({2, 0}), y = (x * x).index({i});
  i.fill_(1);
  CHECK(error_of([&] { y.sum().backward(); }) == ErrorKind::modified_after_save);
  const Tensor m = tensor({true, false, true}), z = x.masked_fill(m, 0);
  m.fill_(false);
  CHECK(error_of([&] { z.sum().backward(); }) == ErrorKind::modified_after_save);
  const Tensor h = x * 1, c = cat({h, h});
  h.mul_(2);
  CHECK_NOTHROW(c.sum().backward());
}

TEST_CASE("errors of indexing") {
  const Tensor x = zeros({3, 4});
  CHECK(error_of([&] { x.index({longs({5})}); }) == ErrorKind::index);
  CHECK(error_of([&] { x.index({longs({-4})}); }) == ErrorKind::index);
  CHECK(error_of([&] { x.index({longs({0, 1}), longs({0, 1, 2})}); }) == ErrorKind::index);
  CHECK(error_of([&] { x.index({tensor({true, false})}); }) == ErrorKind::index);
  CHECK(error_of([&] { x.index({tensor({1.})}); }) == ErrorKind::index);
  CHECK(error_of([&] { x.index({0, 0, 0}); }) == ErrorKind::index);
  CHECK(error_of([&] { x.index({"...x"}); }) == ErrorKind::index);
  CHECK(error_of([&] { x[longs({0})]; }) == ErrorKind::index);
  CHECK(error_of([&] { x.index_put_({longs({0})}, zeros({3})); }) == ErrorKind::shape);
  CHECK(error_of([&] { x.index_put_({longs({0})}, zeros({4}, kDouble)); }) == ErrorKind::dtype);
  CHECK(error_of([&] { x.gather(0, longs({0})); }) == ErrorKind::shape);
  CHECK(error_of([&] { x.gather(0, longs({{3}})); }) == ErrorKind::index);
  CHECK(error_of([&] { x.scatter(0, longs({{0}}), zeros({1, 1}, kDouble)); }) == ErrorKind::dtype);
  CHECK(error_of([&] { x.masked_fill(zeros({4}), 1); }) == ErrorKind::dtype);
  CHECK(error_of([&] { cat({}); }) == ErrorKind::value);
  CHECK(error_of([&] { cat({x, zeros({2, 3})}); }) == ErrorKind::shape);
  CHECK(error_of([&] { embedding(x, longs({3})); }) == ErrorKind::index);
  CHECK(x._version() == 0);
}

TEST_CASE("every element type moves") {
  for (int t = 0; t < kDTypeCount; ++t) {
    const Tensor x = tensor({{0, 1, 1}, {1, 0, 1}}, kLong).to(DType(t)), i = longs({2, 0});
    INFO(name(DType(t)));
    CHECK(numbers(x.index({Slice(), i})) == std::vector<double>{1, 0, 1, 1});
    CHECK(numbers(x.flip({1})) == std::vector<double>{1, 1, 0, 1, 0, 1});
    CHECK(cat({x, x}).dtype() == DType(t));
    CHECK(x.nonzero().size(0) == 4);
  }
  CHECK(cat({zeros({1}), zeros({1}, kDouble)}).dtype() == kDouble);
  CHECK(stack({tensor(1), tensor(2.5)}).dtype() == kFloat);
}

TEST_CASE("an index out of range is told by its place among the indices") {
  const Tensor x = arange(0, 30).view({2, 3, 5});
  const auto says = [](const std::function<void()>& f, const char* part) {
    CHECK(error_of(f) == ErrorKind::index);
    CHECK(text_of(f).find(part) != std::string::npos);
  };
  says([&] { x.index({0, 5}); }, "index 5 is out of bounds for dimension 1 with size 3");
  says([&] { x.index({Slice(), Slice(), -6}); }, "index -6 is out of bounds for dimension 2 with size 5");
  says([&] { x.select(2, 7); }, "index 7 is out of bounds for dimension 2 with size 5");
  says([] { tensor(10).index({0}); }, "invalid index of a 0-dim tensor");
  says([] { tensor(10).index({1}); }, "too many indices for tensor of dimension 0");
  CHECK(x.index({1, -1, 2}).item<int>() == 27);
}
