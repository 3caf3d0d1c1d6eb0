// Element types, sixteen-bit numbers, storages and options: what programs ask of them.
#include <gradproof/checks/internals/interface/library.hpp>

using torch::Tensor;

namespace types_twin {

void result_types() {
  const Tensor i = torch::ones({2}, torch::kInt), f = torch::ones({2}), d = torch::ones({}, torch::kDouble);
  EXPECT(torch::result_type(i, f) == torch::kFloat);
  EXPECT(torch::result_type(f, d) == torch::kFloat);
  EXPECT(torch::result_type(i, d) == torch::kDouble);
  EXPECT(torch::result_type(i, 2.5) == torch::kFloat);
  EXPECT(torch::result_type(i, 2) == torch::kInt);
  EXPECT(torch::result_type(true, i) == torch::kInt);
  EXPECT(torch::result_type(1, torch::Scalar(2.5)) == torch::kFloat);
  EXPECT(torch::result_type(true, torch::Scalar(2)) == torch::kLong);
  EXPECT(torch::promote_types(torch::kInt, torch::kHalf) == torch::kHalf);
  EXPECT(torch::promote_types(torch::kBFloat16, torch::kHalf) == torch::kFloat);
  EXPECT(torch::can_cast(torch::kInt, torch::kFloat) && !torch::can_cast(torch::kFloat, torch::kInt));
}

void handles_of_types() {
  const Tensor x = torch::ones({2});
  caffe2::TypeMeta type = x.dtype();
  EXPECT(type == torch::kFloat && torch::kFloat == type && type != torch::kInt && type == torch::rand({3}).dtype());
  EXPECT(type.toScalarType() == x.scalar_type() && type.itemsize() == 4 && type.Match<float>());
  EXPECT(type.name() == "float" && c10::str(type) == "float" && c10::str(x.scalar_type()) == "Float");
  EXPECT(streamed(torch::ones({1}, torch::kLong).dtype()) == "long int");
  EXPECT(streamed(torch::ones({1}, torch::kByte).dtype()) == "unsigned char");
  EXPECT(streamed(torch::ones({1}, torch::kBFloat16).dtype()) == "c10::BFloat16");
  EXPECT(c10::typeMetaToScalarType(caffe2::TypeMeta::Make<double>()) == torch::kDouble);
  EXPECT(torch::zeros({2}, type).dtype() == type && torch::zeros({2}, x.options().dtype(type)).dtype() == type);
  EXPECT(torch::ones({2}, torch::kInt).to(type).dtype() == type);
  torch::set_default_dtype(caffe2::TypeMeta::Make<double>());
  EXPECT(torch::ones({1}).dtype() == torch::kDouble && torch::get_default_dtype() == torch::kDouble);
  torch::set_default_dtype(caffe2::TypeMeta::Make<float>());
  switch (x.scalar_type()) {
    case torch::kFloat:
      break;
    default:
      EXPECT(false);
  }
}

void devices() {
  const torch::Device named("cuda:123"), any("cuda"), host("cpu");
  EXPECT(named == torch::Device(torch::kCUDA, 123) && named.index() == 123 && named.is_cuda() && named.has_index());
  EXPECT(any == torch::Device(torch::kCUDA) && !any.has_index() && any != named && host == torch::Device(torch::kCPU));
  EXPECT(streamed(named) == "cuda:123" && streamed(any) == "cuda" && any.str() == "cuda" && host.is_cpu());
  for (const char* wrong : {"", "cud:1", "cuda:", "cpu::1", ":1", "3", "tpu:4", "??", "cuda:01"})
    EXPECT(!thrown([&] { torch::Device device(wrong); }).empty());
  EXPECT(!thrown([] { torch::ones({2}, torch::device(torch::kCUDA)); }).empty());
  EXPECT(!thrown([&] { torch::ones({2}).to(named); }).empty());
}

void unequal_lists() {
  EXPECT(contains(thrown([] {
                    torch::tensor({{{2, 3, 4}, {5, 6, 7}}, {{1, 2, 3}}});
                  }),
                  "Expected all sub-lists to have sizes"));
  EXPECT(contains(thrown([] {
                    torch::tensor({{1, 2}, {1, 2.5}});
                  }),
                  "Expected all elements of the tensor to have the same scalar type"));
  EXPECT(contains(thrown([] { torch::tensor({1, 2}).requires_grad_(true); }), "Only Tensors of floating point"));
}

void numbers_that_do_not_fit() {
  EXPECT(contains(thrown([] { torch::tensor(1e10).item<int>(); }), "without overflow"));
  EXPECT(contains(thrown([] { torch::tensor(300).item<std::int8_t>(); }), "without overflow"));
  EXPECT(contains(thrown([] { torch::tensor(1e300, torch::kDouble).item<float>(); }), "without overflow"));
  EXPECT(torch::tensor(-2.75).item<int>() == -2 && torch::tensor(300).item<double>() == 300);
  EXPECT(torch::tensor(std::numeric_limits<double>::infinity()).item<float>() ==
         std::numeric_limits<float>::infinity());
  EXPECT(torch::tensor(-1).item<std::uint8_t>() == 255 && torch::tensor(0.5).item<bool>());
}

void kept_values() {
  c10::IValue none = c10::optional<Tensor>(), some = c10::optional<Tensor>(torch::ones({2}));
  EXPECT(none.isNone() && some.isTensor() && some.toTensor().size(0) == 2);
  const std::vector<int64_t> row = {4, 5, 6};
  const torch::IntArrayRef sizes = row;
  EXPECT(*sizes.rbegin() == 6 && std::vector<int64_t>(sizes.rbegin(), sizes.rend()) == std::vector<int64_t>({6, 5, 4}));
}

void second_names() {
  const Tensor x = torch::tensor({{1.F, -2.F, 4.F}, {0.5F, 3.F, -7.F}}), y = x.flip({0});
  EXPECT(x.absolute().equal(x.abs()) && torch::negative(x).equal(-x) && x.subtract(y, 2).equal(x - 2 * y));
  EXPECT(x.multiply(y).equal(x * y) && torch::multiply(x, 2).equal(x * 2) && x.divide(y).equal(x / y));
  EXPECT(x.less(y).equal(x < y) && torch::greater_equal(x, 1).equal(x >= 1) && x.not_equal(3).equal(x != 3));
  EXPECT(x.clip(-1, 2).equal(x.clamp(-1, 2)) && torch::clip(x, 0).equal(x.clamp(0)) &&
         x.clone().clip_(0).equal(x.clip(0)));
  EXPECT(x.var(0).sizes() == torch::IntArrayRef({3}) && torch::std(x, 1).sizes() == torch::IntArrayRef({2}));
  EXPECT(x.std(0).equal(x.std(torch::IntArrayRef({0}))) && x.var(false).dim() == 0);
  const auto at = x.packed_accessor32<float, 2>();
  EXPECT(at[1][2] == -7.F && at.size(1) == 3);
}

void numbers_over_tensors() {
  const Tensor x = torch::arange(1.F, 200.F);
  EXPECT((7 / x).equal(torch::full_like(x, 7) / x));
  EXPECT((7 / torch::ones({2}, torch::requires_grad())).grad_fn()->name() == "DivBackward0");
  EXPECT(contains(thrown([] { 1 / torch::ones({2}, torch::kInt); }), "result type Float can't be cast"));
}

/// The form of a tensor and a number is an operation of its own in C++; Python makes a tensor of the number.
void names_beside_numbers() {
  const auto name = [](const Tensor& t) { return t.grad_fn()->name(); };
  const Tensor x = torch::ones({2, 3}, torch::requires_grad()), h = x.mul(0.5);
  EXPECT(name(x + 2) == "AddBackward1" && name(2 + x) == "AddBackward1" && name(x + x) == "AddBackward0");
  EXPECT(name(x - 2) == "SubBackward1" && name(x - x) == "SubBackward0");
  EXPECT(name(x * 2) == "MulBackward1" && name(-3 * x) == "MulBackward1" && name(x * x) == "MulBackward0");
  EXPECT(name(x / 2) == "DivBackward1" && name(x / x) == "DivBackward0");
  EXPECT(name(x.clone().add_(2)) == "AddBackward1" && name(x.clone().mul_(x)) == "MulBackward0");
  const Tensor y = h.sin();
  h.add_(1);
  const std::string text = thrown([&] { y.sum().backward(); });
  EXPECT(contains(text, "[CPUFloatType [2, 3]], which is output 0 of AddBackward1"));
  const Tensor z = x.exp();
  z.register_hook([](Tensor g) { return g.to(torch::kDouble); });
  EXPECT(contains(thrown([&] { z.sum().backward(); }), "(was CPUFloatType got CPUDoubleType)"));
}

void small_integers() {
  EXPECT(torch::tensor(std::uint8_t(3)).dtype() == torch::kByte);
  EXPECT(torch::tensor(std::vector<std::int16_t>{1, -2}).dtype() == torch::kShort);
  EXPECT(torch::tensor({{std::int8_t(1)}, {std::int8_t(-5)}}).dtype() == torch::kChar);
  EXPECT(torch::tensor({1, 2}).dtype() == torch::kLong &&
         torch::tensor(std::uint8_t(3), torch::kInt).dtype() == torch::kInt);
}

void one_loop_for_many_types() {
  const Tensor x = torch::tensor({1.5, 2.5}, torch::kDouble), i = torch::tensor({3, 4}, torch::kShort);
  double sum = 0;
  AT_DISPATCH_FLOATING_TYPES(x.scalar_type(), "sum", [&] {
    for (int k = 0; k < 2; ++k) sum += double(x.data_ptr<scalar_t>()[k]);
  });
  EXPECT(sum == 4);
  const int odd =
      AT_DISPATCH_INTEGRAL_TYPES(i.scalar_type(), "odd", ([&] { return int(i.data_ptr<scalar_t>()[0] % 2); }));
  EXPECT(odd == 1);
  int64_t covered = 0;
  at::parallel_for(2, 12, 1, [&](int64_t begin, int64_t end) { covered += end - begin; });
  EXPECT(covered == 10);
  AT_DISPATCH_ALL_TYPES(torch::kLong, "size", [&] { EXPECT(sizeof(scalar_t) == 8); });
  EXPECT(contains(thrown([&] { AT_DISPATCH_FLOATING_TYPES(torch::kLong, "mine", [&] { sum += sizeof(scalar_t); }); }),
                  "\"mine\" not implemented for 'Long'"));
}

void texts() {
  const Tensor two = torch::ones({2}), wide = torch::ones({2, 3});
  EXPECT(contains(thrown([&] { two.is_nonzero(); }), "Boolean value of Tensor with more than one value is ambiguous"));
  EXPECT(
      contains(thrown([] { torch::empty({0}).is_nonzero(); }), "Boolean value of Tensor with no values is ambiguous"));
  EXPECT(contains(thrown([&] {
                    wide.expand({3, 3});
                  }),
                  "The expanded size of the tensor (3) must match the existing size (2) at non-singleton dimension 0.  "
                  "Target sizes: [3, 3].  Tensor sizes: [2, 3]"));
  EXPECT(contains(thrown([&] {
                    wide.clone().copy_(torch::ones({4, 5}));
                  }),
                  "The size of tensor a (3) must match the size of tensor b (5) at non-singleton dimension 1"));
  const Tensor x = torch::ones({3}, torch::requires_grad());
  EXPECT(contains(thrown([&] { (x * 2).backward(two); }),
                  "invalid gradient at index 0 - got [2] but expected shape compatible with [3]"));
  EXPECT(contains(thrown([&] { wide.sizes().at(2); }), "invalid index Index = 2; Length = 2"));
  EXPECT(
      contains(thrown([&] { TORCH_CHECK(wide.dim() == 4); }), "Expected wide.dim() == 4 to be true, but got false."));
  EXPECT(contains(thrown([&] { TORCH_INTERNAL_ASSERT(wide.dim() == 4); }), "INTERNAL ASSERT FAILED"));
  EXPECT((x * 2).set_requires_grad(false).requires_grad());
}

void halves() {
  c10::Half h = 1.5F;
  c10::BFloat16 b = 2.5F;
  h += 1;
  EXPECT(float(h) == 2.5F);
  h -= 2;
  h *= 6;
  h /= 2;
  EXPECT(float(h) == 1.5F);
  b /= 2;
  EXPECT(float(b) == 1.25F);
  const c10::Half sum = h + h;
  EXPECT(float(sum) == 3 && sum > h && -h == c10::Half(-1.5F));
  EXPECT(float(c10::Half(70000.0F)) == std::numeric_limits<float>::infinity());
  EXPECT(torch::full({1}, 0.1, torch::kHalf).item<c10::Half>() == c10::Half(0.1F));
  EXPECT(streamed(h) == "1.5");
}

void storages() {
  const Tensor x = torch::ones({2, 3}), part = x.view({6}).slice(0, 1, 3), other = torch::ones({2});
  EXPECT(x.storage().data_ptr().get() == part.storage().data_ptr().get());
  EXPECT(x.storage().data() == x.data_ptr() && part.storage().data() != part.data_ptr());
  EXPECT(x.storage().is_alias_of(part.storage()) && !x.storage().is_alias_of(other.storage()));
  EXPECT(x.storage().nbytes() == 24 && part.storage().nbytes() == 24);
  EXPECT(x.storage().unsafeGetStorageImpl() == x.detach().storage().unsafeGetStorageImpl());
  EXPECT(x.clone().storage().data() != x.storage().data());
  EXPECT(x.storage().use_count() == 2 && other.storage().use_count() == 1);
  EXPECT(x.storage() && x.storage().device() == x.device() && x.get_device() == -1);
}

void options() {
  const torch::TensorOptions asked = torch::TensorOptions().dtype(torch::kInt).merge_in(torch::device(torch::kCPU));
  EXPECT(asked.dtype() == torch::kInt && asked.device() == torch::Device(torch::DeviceType::CPU));
  EXPECT(asked.merge_in(torch::dtype(torch::kLong)).dtype() == torch::kLong);
  EXPECT(!asked.device().is_cuda());
}

void written_results() {
  const Tensor x = torch::tensor({{1.F, 2.F}, {3.F, 5.F}}), w = torch::tensor({{1.F, 0.5F}, {-1.F, 2.F}, {0.F, 4.F}});
  const Tensor b = torch::tensor({1.F, 2.F, 3.F});
  Tensor out = torch::empty({2, 3});
  at::linear_out(out, x, w, b);
  EXPECT(torch::allclose(out, torch::matmul(x, w.t()) + b));
  at::linear_out(out, x, w);
  EXPECT(torch::allclose(out, torch::matmul(x, w.t())));
  Tensor picked = torch::zeros({4});
  const Tensor where = torch::tensor({1, 3});
  EXPECT(at::index_put_(picked, {where}, torch::ones({2})).equal(torch::tensor({0.F, 1.F, 0.F, 1.F})));
}

void aliases() {
  const Tensor x = torch::tensor({1.F, 2.F}, torch::requires_grad()), base = x * 2;
  const Tensor whole = base.alias();
  EXPECT(whole.is_view() && whole._base().is_same(base) && !whole.is_same(base));
  EXPECT(whole.grad_fn()->name() == "AliasBackward0");
  torch::alias(base).sum().backward();
  EXPECT(x.grad().equal(torch::full({2}, 2.0)));
}

TWIN(types) {
  result_types();
  handles_of_types();
  devices();
  unequal_lists();
  numbers_that_do_not_fit();
  texts();
  kept_values();
  second_names();
  numbers_over_tensors();
  names_beside_numbers();
  small_integers();
  one_loop_for_many_types();
  halves();
  storages();
  options();
  written_results();
  aliases();
}

}  // namespace types_twin
