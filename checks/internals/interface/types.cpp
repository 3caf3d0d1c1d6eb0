// Element types, sixteen-bit numbers, storages and options: what programs ask of them.
#include <gradproof/checks/internals/interface/library.hpp>

using torch::Tensor;

namespace {

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

}  // namespace

int main() {
  result_types();
  halves();
  storages();
  options();
  written_results();
  aliases();
  return failures != 0;
}
