// How programs make tensors from rows, ask what they are, and hand them on without a copy.
#include <gradproof/checks/internals/interface/library.hpp>

using torch::Tensor;

namespace tensors_twin {

void from_rows() {
  EXPECT(torch::tensor(std::vector<std::int64_t>{}).dtype() == torch::kLong);
  EXPECT(torch::tensor(std::vector<double>{}).dtype() == torch::kFloat);
  EXPECT(torch::tensor(std::vector<std::uint8_t>{}).dtype() == torch::kByte);
  EXPECT(torch::tensor(at::ArrayRef<std::int64_t>({3, 4})).equal(torch::tensor({3, 4})));
  EXPECT(torch::tensor(at::ArrayRef<bool>({true, false, true})).equal(torch::tensor({true, false, true})));
  EXPECT(at::ArrayRef<bool>({false, true}).vec() == std::vector<bool>({false, true}));
  const std::vector<std::int64_t> row = {4, 5, 6};
  EXPECT(at::IntArrayRef(row.data() + 1, row.data() + 3) == at::IntArrayRef({5, 6}));
  const c10::OptionalIntArrayRef some = at::IntArrayRef(row), none;
  EXPECT(some == at::IntArrayRef(row) && !(some == at::IntArrayRef({4})) && !(none == at::IntArrayRef(row)));
}

void ragged_rows() {
  const std::string text = thrown([] { torch::tensor({{1, 2, 3}, {4}}); });
  EXPECT(
      contains(text, "Expected all sub-lists to have sizes: 3 (e.g. {1, 2, 3}), but got sub-list {4} with sizes: 1"));
  EXPECT(contains(thrown([] { torch::tensor({{1, 2.5}}); }), "but got element of scalar type: Double"));
}

void asking() {
  const Tensor number = torch::ones({}), row = torch::ones({3});
  EXPECT(contains(thrown([&] { number.stride(0); }), "Dimension specified as 0 but tensor has no dimensions"));
  EXPECT(!thrown([&] { number.stride(-1); }).empty() && row.stride(-1) == 1);
  EXPECT(contains(thrown([] {
                    torch::empty({2, 0}).index({torch::indexing::Slice(), torch::tensor({0})});
                  }),
                  "is out of bounds for dimension with size 0"));
  EXPECT(!at::hasCUDA());
}

Tensor less(const Tensor& a, const Tensor& b) { return a - b; }

void chains() {
  const Tensor x = torch::tensor({5, 7});
  EXPECT(x.m(less, torch::ones_like(x)).m(less, x).equal(torch::tensor({-1, -1})));
}

// libtorch says that they are.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
void types_of_old() {
  const Tensor x = torch::ones({2}, torch::kDouble);
  EXPECT(x.type().scalarType() == torch::kDouble && x.type().toString() == "CPUDoubleType" && !x.type().is_cuda());
  EXPECT(torch::zeros({2}, x.type()).dtype() == torch::kDouble);
  auto& whole = at::CPU(torch::kInt);
  EXPECT(torch::zeros({2}, whole).dtype() == torch::kInt && whole == at::CPU(torch::kInt) && !(whole == x.type()));
  EXPECT(torch::empty({2}, whole.options()).dtype() == torch::kInt);
}
#pragma GCC diagnostic pop

void sixteen_bits() {
  const torch::Half half = 1.5f;
  const torch::Scalar number = half;
  EXPECT(number.toFloat() == 1.5f && number.toHalf() == half && streamed(half) == "1.5");
}

void lent() {
  using Lent = c10::MaybeOwned<Tensor>;
  const Tensor x = torch::ones({2, 3});
  const Lent borrowed = Lent::borrowed(x), owned = Lent::owned(Tensor(x)), made = Lent::owned(c10::in_place, x);
  EXPECT(borrowed->is_same(x) && (*owned).is_same(x) && made->is_same(x) && x.use_count() == 3);
  EXPECT(borrowed.unsafeIsBorrowed() && !owned.unsafeIsBorrowed());
  Lent other = owned;
  EXPECT(x.use_count() == 4);
  other = borrowed;
  EXPECT(x.use_count() == 3 && other->is_same(x));
  const Tensor taken = *std::move(other);
  EXPECT(taken.is_same(x) && x.expect_contiguous()->is_same(x));
  const Tensor turned = x.t();
  EXPECT(turned.expect_contiguous()->is_contiguous() && turned.expect_contiguous()->equal(turned));
}

void over_a_storage() {
  const Tensor x = torch::arange(6, torch::kFloat).view({2, 3}), row = torch::empty({0}), corner = torch::empty({0});
  row.set_(x.storage());
  EXPECT(row.sizes() == at::IntArrayRef({6}) && row.is_alias_of(x));
  corner.set_(x.storage(), 1, {2, 2}, {3, 1});
  EXPECT(corner.equal(x.slice(1, 1, 3)));
  float lent[] = {1, 2, 3};
  const Tensor outside = torch::from_blob(lent, {3});
  EXPECT(outside.resize_({2}).data_ptr() == lent && outside.resize_({3}).equal(torch::tensor({1.f, 2.f, 3.f})));
  EXPECT(contains(thrown([&] { outside.resize_({4}); }), "Trying to resize storage that is not resizable"));
  EXPECT(torch::empty({0, 2}).data_ptr() == nullptr);
}

void remembered_streams() {
  const auto stream = at::detail::createCPUGenerator(5);
  torch::randn({3}, stream);
  const Tensor state = stream.get_state(), next = torch::randn({5}, stream);
  EXPECT(state.scalar_type() == torch::kByte && state.dim() == 1 && !torch::randn({5}, stream).equal(next));
  auto other = at::detail::createCPUGenerator(6);
  other.set_state(state);
  EXPECT(torch::randn({5}, other).equal(next) && other.current_seed() == 5);
  EXPECT(contains(thrown([&] { other.set_state(torch::ones({3})); }), "RNG state must be a torch.ByteTensor"));
  EXPECT(!thrown([&] { other.set_state(torch::ones({3}, torch::kByte)); }).empty());
}

TWIN(tensors) {
  from_rows();
  ragged_rows();
  asking();
  chains();
  types_of_old();
  sixteen_bits();
  lent();
  over_a_storage();
  remembered_streams();
}

}  // namespace tensors_twin
