// Layouts, creation, promotion, arithmetic and printing.
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <limits>

using namespace gradproof;
using namespace gradproof::test;

TEST_CASE("layouts: contiguity, views, broadcasting, ranges") {
  CHECK(Layout(IntArrayRef({2, 3, 4})).strides() == IntArrayRef({12, 4, 1}));
  CHECK(Layout(IntArrayRef({1, 3}), IntArrayRef({99, 1}), 0).is_contiguous());
  CHECK_FALSE(Layout(IntArrayRef({3, 2}), IntArrayRef({1, 3}), 0).is_contiguous());
  std::vector<std::int64_t> strides;
  CHECK(view_strides(Layout(IntArrayRef({4, 6})), {2, 2, 3, 2}, strides));
  CHECK(strides == std::vector<std::int64_t>{12, 6, 2, 1});
  CHECK_FALSE(view_strides(Layout(IntArrayRef({3, 2}), IntArrayRef({1, 3}), 0), {6}, strides));
  CHECK(broadcast_sizes({4, 1, 3}, {2, 1}) == std::vector<std::int64_t>{4, 2, 3});
  CHECK(error_of([] { broadcast_sizes({2}, {3}); }) == ErrorKind::shape);
  CHECK(infer_sizes({-1, 2}, 6) == std::vector<std::int64_t>{3, 2});
  CHECK(error_of([] { infer_sizes({-1, 4}, 6); }) == ErrorKind::shape);
  CHECK(overlaps_itself(expand(Layout(IntArrayRef({1, 3})), {2, 3})));
  const ElementRange r = element_range(Layout(IntArrayRef({2, 2}), IntArrayRef({5, 2}), 3));
  CHECK(r.begin == 3);
  CHECK(r.end == 11);
  CHECK(Layout(IntArrayRef({1, 2, 1, 2, 1, 2, 1, 2})).numel() == 16);
}

TEST_CASE("more dimensions than stand inline") {
  const Tensor t = arange(256.).view({2, 2, 2, 2, 2, 2, 2, 2}), p = t.transpose(0, 7).transpose(1, 6);
  CHECK(numbers((p + p).contiguous())[1] == 256);
  CHECK(p.sum().item<double>() == Approx(255 * 128));
}

TEST_CASE("promotion") {
  const Tensor b = tensor({true, false}), i = tensor({1, 2}), f = tensor({1.5, 2.5}), d = f.to(kDouble);
  CHECK((b + i).dtype() == kLong);
  CHECK((i + f).dtype() == kFloat);
  CHECK((f + d).dtype() == kDouble);
  CHECK((f + scalar_tensor(1.0, kDouble)).dtype() == kFloat);
  CHECK((i + 2).dtype() == kLong);
  CHECK((i + 2.5).dtype() == kFloat);
  CHECK((b + 2).dtype() == kLong);
  CHECK((i / i).dtype() == kFloat);
  CHECK(i.exp().dtype() == kFloat);
  CHECK((f > 2).dtype() == kBool);
  CHECK(b.sum().dtype() == kLong);
  CHECK(error_of([&] { i.mean(); }) == ErrorKind::dtype);
  CHECK(error_of([&] { b - b; }) == ErrorKind::dtype);
}

TEST_CASE("values over layouts") {
  const Tensor m = tensor({{1., 2., 3.}, {4., 5., 6.}}, kDouble);
  CHECK(numbers(m.t() - m.t().contiguous() * 2) == std::vector<double>{-1, -4, -2, -5, -3, -6});
  CHECK(numbers(m[0] * m.t()[1].unsqueeze(1)) == std::vector<double>{2, 4, 6, 5, 10, 15});
  CHECK(numbers(m.slice(1, 0, 3, 2).sum(0)) == std::vector<double>{5, 9});
  CHECK(numbers(m.mean(1, true)) == std::vector<double>{2, 5});
  CHECK(numbers(m.matmul(m.t())) == std::vector<double>{14, 32, 32, 77});
  CHECK(numbers(tensor({1, 7}).pow(3)) == std::vector<double>{1, 343});
  CHECK(numbers(tensor({1, 0, 3}).logical_not()) == std::vector<double>{0, 1, 0});
  CHECK(std::isnan(numbers(tensor({NAN, 1.}).relu())[0]));
}

TEST_CASE("long float32 sums stay right") {
  CHECK(ones({10'000'000}).sum().item<double>() == 10'000'000);
  CHECK(full({1'000'000}, 0.1, kFloat).sum().item<double>() == Approx(100000.0).epsilon(1e-6));
}

TEST_CASE("errors of shapes and indices") {
  const Tensor m = zeros({2, 3});
  CHECK(error_of([&] { m.matmul(m); }) == ErrorKind::shape);
  CHECK(error_of([&] { m[5]; }) == ErrorKind::index);
  CHECK(error_of([&] { m.t().view({6}); }) == ErrorKind::shape);
  CHECK(error_of([&] { m.view({4}); }) == ErrorKind::shape);
  CHECK(error_of([&] { m.sum({0, 0}); }) == ErrorKind::value);
  CHECK(error_of([&] { m + zeros({4}); }) == ErrorKind::shape);
  CHECK(error_of([&] { tensor({{1, 2}, {3}}); }) == ErrorKind::shape);
  CHECK(error_of([&] { empty({std::numeric_limits<std::int64_t>::max() / 16}); }) == ErrorKind::memory);
}

TEST_CASE("1.2.10 no-ops return the same object") {
  const Tensor x = tensor({1., 2.}, requires_grad());
  CHECK(x.cpu().is_same(x));
  CHECK(x.to(kFloat).is_same(x));
  CHECK(x.contiguous().is_same(x));
  CHECK_FALSE(x.clone().is_same(x));
}

TEST_CASE("from_blob calls its deleter once") {
  static int deleted = 0;
  static float numbers_of_somebody[2] = {1, 2};
  {
    const Tensor t = from_blob(numbers_of_somebody, {2}, [](void*) { ++deleted; });
    const Tensor alias = t.detach();
    t.add_(1);
  }
  CHECK(deleted == 1);
  CHECK(numbers_of_somebody[1] == 3);
}

TEST_CASE("printing is PyTorch's") {
  const Tensor x = tensor({1., 2.}, requires_grad());
  CHECK(to_string(x) == "tensor([1., 2.], requires_grad=True)");
  const Tensor h = x * 2;
  Tensor view;
  {
    NoGradGuard no_grad;
    view = h.view({2});
    view.mul_(3);
  }
  CHECK(to_string(view) == "tensor([ 6., 12.], grad_fn=<Invalid>)");
  CHECK(to_string(x * 2.5) == "tensor([2.5000, 5.0000], grad_fn=<MulBackward1>)");
  CHECK(to_string(tensor({{1., -2.5}, {1e5, 3.}})) ==
        "tensor([[ 1.0000e+00, -2.5000e+00],\n        [ 1.0000e+05,  3.0000e+00]])");
  CHECK(to_string(tensor({true, false})) == "tensor([ True, False])");
  CHECK(to_string(scalar_tensor(3, kLong)) == "tensor(3)");
  CHECK(to_string(zeros({0})) == "tensor([])");
  CHECK(to_string(zeros({0, 3})) == "tensor([], size=(0, 3))");
  CHECK(to_string(tensor({1., NAN, double(INFINITY)})) == "tensor([1., nan, inf])");
  CHECK(to_string(arange(2000.)) ==
        "tensor([0.0000e+00, 1.0000e+00, 2.0000e+00,  ..., 1.9970e+03, 1.9980e+03,\n        1.9990e+03])");
  CHECK(to_string(arange(30.).to(kDouble)) ==
        "tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11., 12., 13.,\n"
        "        14., 15., 16., 17., 18., 19., 20., 21., 22., 23., 24., 25., 26., 27.,\n"
        "        28., 29.], dtype=torch.float64)");
}
