// Views beyond the basic ones: what they share, who may write them, and the writes of sizes, strides and bytes.
#include <gradproof/checks/internals/core/cases.hpp>
#include <gradproof/checks/internals/core/errors.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

const Case kCases[] = {
    {"ViewBackward0",
     [](auto& x) {
       return (x * x).unflatten(1, {3, 1});
     }},
    {"SqueezeBackward2",
     [](auto& x) {
       return (x * x).unsqueeze(0).squeeze(IntArrayRef({0, 1}));
     }},
    {"PermuteBackward0", [](auto& x) { return (x * x).movedim(0, 1); }},
    {"DiagonalBackward0", [](auto& x) { return (x * x).diagonal(1); }},
    {"DiagonalBackward0", [](auto& x) { return (x * x).diagonal(-1); }},
    {"UnfoldBackward0", [](auto& x) { return (x * x).unfold(1, 2, 1); }},
    {"UnbindBackward0", [](auto& x) { return (x * x).unbind(1)[2]; }},
    {"SplitBackward0", [](auto& x) { return (x * x).split(2, 1)[1]; }},
    {"SplitWithSizesBackward0",
     [](auto& x) {
       return (x * x).split({1, 2}, 1)[1];
     }},
    {"SplitBackward0", [](auto& x) { return (x * x).chunk(2)[1]; }},
    {"SliceBackward0", [](auto& x) { return (x * x).tensor_split(2, 1)[0]; }},
    {"UnsafeSplitBackward0", [](auto& x) { return (x * x).unsafe_split(1)[1]; }},
    {"SelectScatterBackward0", [](auto& x) { return (x * x).select_scatter(x[0] * x[1], 0, 1); }},
    {"SliceScatterBackward0", [](auto& x) { return (x * x).slice_scatter(x.narrow(1, 0, 2), 1, 0, 3, 2); }},
    {"DiagonalScatterBackward0", [](auto& x) { return (x * x).diagonal_scatter(x[0].narrow(0, 1, 2)); }},
    {"DiagEmbedBackward0", [](auto& x) { return (x * x).diag_embed(1); }},
    {"NarrowCopyBackward0", [](auto& x) { return (x * x).narrow_copy(1, 1, 2); }},
    {"CloneBackward0", [](auto& x) { return (x * x).t().clone(); }},
};

}  // namespace

TEST_CASE("derivatives and nodes of views") {
  for (const Case& c : kCases) {
    INFO(c.name);
    const Tensor x = leaf({2, 3});
    CHECK(node_of(c.f(x)) == c.name);
    CHECK(gradient_error(c.f, x) < 1e-6);
    CHECK(second_order_error(c.f, x) < 1e-5);
  }
}

TEST_CASE("1.7.5 one node gives several views, and none may be written with history") {
  const Tensor x = leaf({3, 2}), y = x * 1;
  const TensorList rows = y.unbind();
  REQUIRE(rows.size() == 3);
  CHECK(rows[2].output_nr() == 2);
  CHECK(rows[0].grad_fn().get() == rows[2].grad_fn().get());
  CHECK(rows[1]._base().is_same(y));
  CHECK(error_of([&] { rows[0].mul_(2); }) == ErrorKind::view_write);
  CHECK(error_of([&] { rows[0].narrow(0, 0, 1).mul_(2); }) == ErrorKind::view_write);
  (rows[0] * rows[2]).sum().backward();
  CHECK(numbers(x.grad())[0] == Approx(numbers(x)[4]));
  CHECK(numbers(x.grad())[2] == 0);
  y.mul_(2);
  CHECK(error_of([&] { rows[0].grad_fn(); }) == ErrorKind::view_write);
}

TEST_CASE("1.2.8 unsafe pieces have counters of their own") {
  const Tensor y = leaf({4}) * 1;
  const TensorList parts = y.unsafe_chunk(2);
  parts[0].mul_(3);
  CHECK(parts[0]._version() == 1);
  CHECK(parts[1]._version() == 0);
  CHECK(y._version() == 0);
  CHECK_FALSE(parts[0].is_view());
  CHECK(numbers(y)[0] == Approx(0.9));
}

TEST_CASE("1.3.1 metadata writes move the counter and are recorded") {
  const Tensor x = leaf({2, 3}), y = x * x, v = y[0];
  y.t_();
  CHECK(y.sizes() == IntArrayRef({3, 2}));
  CHECK(y._version() == 1);
  CHECK(v._version() == 1);
  CHECK(node_of(y) == "TBackward1");
  y.unsqueeze_(0);
  CHECK(node_of(y) == "UnsqueezeBackward1");
  y.squeeze_();
  y.transpose_(0, 1);
  CHECK(y._version() == 4);
  weighted(y).backward();
  CHECK(numbers(x.grad())[4] == Approx(2 * numbers(x)[4] * 2.2));
  CHECK(error_of([&] { x.t_(); }) == ErrorKind::leaf_write);
  CHECK(error_of([&] { x[0].unsqueeze_(0); }) == ErrorKind::leaf_write);
  const Tensor s = leaf({6}) * 1;
  s.as_strided_({2, 2}, {1, 2});
  CHECK(node_of(s) == "AsStridedBackward1");
  CHECK(numbers(s)[1] == Approx(numbers(leaf({6}))[2]));
}

TEST_CASE("1.3.5 resize_ keeps the numbers and bumps only when sizes change") {
  const Tensor x = tensor({1., 2., 3., 4.}), v = x.narrow(0, 1, 2);
  x.resize_({4});
  CHECK(x._version() == 0);
  x.resize_({2, 5});
  CHECK(x._version() == 1);
  CHECK(x.numel() == 10);
  CHECK(numbers(x)[3] == 4);
  x.fill_(7);
  CHECK(numbers(v) == std::vector<double>{7, 7});
  CHECK(error_of([&] { leaf({2}).resize_({3}); }) == ErrorKind::resize);
}

TEST_CASE("1.7.8 set_ takes over bytes; views keep the old ones and the common counter") {
  const Tensor x = tensor({1., 2., 3.}), v = x.narrow(0, 1, 2), other = tensor({5., 6., 7., 8.});
  x.set_(other);
  CHECK(x.data_ptr() == other.data_ptr());
  CHECK(x.numel() == 4);
  CHECK(v._version() == 1);
  CHECK(other._version() == 0);
  CHECK(numbers(v) == std::vector<double>{2, 3});
  x.set_(other, 1, {3}, {1});
  CHECK(numbers(x) == std::vector<double>{6, 7, 8});
  x.set_();
  CHECK(x.numel() == 0);
  const Tensor w = leaf({3}), n = zeros({3}, kDouble);
  CHECK(error_of([&] { w.set_(n); }) == ErrorKind::leaf_write);
  CHECK(error_of([&] { n.set_(tensor({1, 2})); }) == ErrorKind::dtype);
  n.set_(w);
  CHECK(n.requires_grad());
  CHECK(error_of([&] { n.sum().backward(); }) == ErrorKind::not_differentiable);
}

TEST_CASE("memory formats") {
  const Tensor x = leaf({2, 3, 2, 2}).detach();
  const Tensor last = x.contiguous(MemoryFormat::ChannelsLast);
  CHECK(last.strides() == IntArrayRef({12, 1, 6, 3}));
  CHECK(last.is_contiguous(MemoryFormat::ChannelsLast));
  CHECK_FALSE(last.is_contiguous());
  CHECK(numbers(last) == numbers(x));
  CHECK(last.clone().strides() == last.strides());
  CHECK(last.clone(MemoryFormat::Contiguous).is_contiguous());
  CHECK(zeros_like(last).strides() == last.strides());
  CHECK(last.to(MemoryFormat::ChannelsLast).is_same(last));
  CHECK(last.suggest_memory_format() == MemoryFormat::ChannelsLast);
  CHECK(error_of([&] { x[0].contiguous(MemoryFormat::ChannelsLast); }) == ErrorKind::shape);
}

TEST_CASE("the bytes as another type") {
  const Tensor x = tensor({1., 2.}), bits = x.view(kInt);
  CHECK(bits.data_ptr<std::int32_t>()[0] == 0x3f800000);
  bits.zero_();
  CHECK(x._version() == 1);
  CHECK(x.view(kDouble).numel() == 1);
  CHECK(error_of([&] { tensor({1., 2., 3.}).view(kDouble); }) == ErrorKind::shape);
}
