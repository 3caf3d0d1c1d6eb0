// Inference mode: what is made in it, what it does to normal tensors, and what is refused outside.
#include <gradproof/checks/internals/interface/library.hpp>

using torch::Tensor;

namespace inference_twin {

Tensor inference_tensor() {
  c10::InferenceMode guard;
  return torch::tensor({{1.f, 2.f, -3.f}, {0.5f, 4.f, 5.f}});
}

void inside() {
  const Tensor a = torch::full({2, 3}, 2.0).set_requires_grad(true), b = torch::ones({2, 3});
  c10::InferenceMode guard;
  EXPECT(c10::InferenceMode::is_enabled() && !torch::GradMode::is_enabled());
  const Tensor made = torch::ones({2}), view = a.view({3, 2}), product = a * 2;
  EXPECT(made.is_inference() && product.is_inference() && !product.requires_grad());
  EXPECT(!view.is_inference() && view.requires_grad() && view.is_leaf());
  b.mul_(3);
  EXPECT(!b.is_inference() && b._version() == 1);
  EXPECT(!thrown([&] { made._version(); }).empty());
  {
    c10::InferenceMode off(false);
    const Tensor normal = torch::ones({1}) * a.sum();
    EXPECT(!normal.is_inference() && normal.requires_grad());
  }
  EXPECT(c10::InferenceMode::is_enabled());
}

void functional_outside() {
  const Tensor s = inference_tensor(), a = torch::full({2, 3}, 2.0).set_requires_grad(true);
  EXPECT(s.is_inference() && !(s * 2).is_inference());
  const Tensor sum = a + s;
  sum.sum().backward();
  EXPECT(a.grad().equal(torch::ones({2, 3})));
  EXPECT(contains(thrown([&] { a* s; }), "Inference tensors cannot be saved for backward"));
  EXPECT(s.clone().is_inference() == false);
  EXPECT(s.view({6}).is_inference());
}

void writes_outside() {
  const Tensor s = inference_tensor();
  EXPECT(contains(thrown([&] { s.add_(1); }), "Inplace update to inference tensor outside InferenceMode"));
  EXPECT(!thrown([&] { s.view({6}).mul_(2); }).empty());
  EXPECT(!thrown([&] { s.requires_grad_(true); }).empty());
  {
    torch::NoGradGuard no_grad;
    EXPECT(!thrown([&] { s.mul_(2); }).empty());
  }
  const Tensor before = s.clone();
  c10::InferenceMode guard;
  s.mul_(2);
  EXPECT(s.equal(before * 2));
}

void clones_train() {
  const Tensor x = inference_tensor().clone();
  x.requires_grad_(true);
  (x * x).sum().backward();
  EXPECT(x.grad().equal(2 * x.detach()));
}

bool has_keys(const Tensor& t) {
  const c10::DispatchKeySet keys = t.key_set();
  EXPECT(keys.has(c10::DispatchKey::CPU));
  EXPECT(keys.has(c10::DispatchKey::AutogradCPU) == keys.has(c10::DispatchKey::ADInplaceOrView));
  return keys.has(c10::DispatchKey::AutogradCPU);
}

void expect_thread_is(bool recording, bool counting, bool inference) {
  const c10::DispatchKey counts = c10::DispatchKey::ADInplaceOrView;
  EXPECT(c10::impl::tls_is_dispatch_keyset_excluded(c10::autograd_dispatch_keyset) == !recording);
  EXPECT(c10::impl::tls_is_dispatch_key_excluded(counts) == !counting);
  EXPECT(c10::impl::tls_is_dispatch_key_included(counts) == !inference);
  EXPECT(!c10::impl::tls_is_dispatch_keyset_included(c10::autograd_dispatch_keyset));
}

void keys_tell() {
  const Tensor normal = torch::ones({2, 3});
  expect_thread_is(true, true, false);
  {
    c10::InferenceMode guard;
    expect_thread_is(false, true, true);
    EXPECT(!has_keys(torch::ones({2})) && !has_keys(normal * 2) && has_keys(normal.view({6})));
    c10::InferenceMode off(false);
    expect_thread_is(true, true, false);
  }
  {
    torch::NoGradGuard no_grad;
    expect_thread_is(true, true, false);
    EXPECT(has_keys(normal * 2));
  }
  {
    at::AutoDispatchBelowAutograd below;
    expect_thread_is(false, true, false);
  }
  {
    at::AutoDispatchBelowADInplaceOrView below;
    expect_thread_is(false, false, false);
  }
  const Tensor made = inference_tensor();
  EXPECT(!has_keys(made) && !has_keys(made.view({6})) && has_keys(made * 2) && has_keys(normal.view_as(made)));
}

void expect_made(const Tensor& view, torch::autograd::CreationMeta how) {
  auto* meta = torch::autograd::impl::get_view_autograd_meta(view);
  EXPECT(meta && meta->has_bw_view() && meta->get_creation_meta() == how);
}

void views_say_how_they_were_made() {
  using torch::autograd::CreationMeta;
  const Tensor base = torch::ones({2, 3}).set_requires_grad(true).clone();
  EXPECT(!torch::autograd::impl::get_view_autograd_meta(base));
  expect_made(base.view({6}), CreationMeta::DEFAULT);
  expect_made(base.alias(), CreationMeta::DEFAULT);
  expect_made(base.unbind(0)[0], CreationMeta::MULTI_OUTPUT_NODE);
  {
    torch::NoGradGuard no_grad;
    expect_made(base.view({6}), CreationMeta::NO_GRAD_MODE);
  }
  c10::InferenceMode guard;
  const Tensor view = base.view({6});
  expect_made(view, CreationMeta::INFERENCE_MODE);
  expect_made(view.view({3, 2}), CreationMeta::INFERENCE_MODE);
  EXPECT(view.is_leaf() && view.requires_grad());
}

void views_of_normal_tensors() {
  const Tensor leaf = torch::tensor({1.f, 2.f, 3.f, 4.f}, torch::requires_grad()), base = leaf.clone();
  Tensor view;
  {
    c10::InferenceMode guard;
    view = base.view({2, 2});
  }
  EXPECT(view.requires_grad() && !view.is_inference());
  EXPECT(!thrown([&] { view.mul_(2); }).empty());
  const Tensor plain = torch::ones({4});
  {
    c10::InferenceMode guard;
    plain.view({2, 2}).mul_(3);
  }
  EXPECT(plain.equal(torch::full({4}, 3.0)) && plain._version() == 1);
}

void views_written_inside_are_leaves_still() {
  const Tensor base = torch::ones({4}).set_requires_grad(true).clone();
  c10::InferenceMode guard;
  const Tensor view = base.view({2, 2});
  view.mul_(2);
  EXPECT(view.is_leaf() && view.requires_grad() && view._version() == base._version());
  EXPECT(!thrown([&] { view.grad_fn(); }).empty());
}

void data_of_the_other_side() {
  const Tensor made = inference_tensor(), leaf = torch::zeros(made.sizes()).set_requires_grad(true);
  leaf.set_data(made);
  EXPECT(leaf.is_inference() && leaf.requires_grad() && leaf.is_leaf());
  EXPECT(!thrown([&] { leaf.mul(torch::ones_like(leaf).set_requires_grad(true)); }).empty());
  leaf.set_data(torch::full({2}, 3.0));
  EXPECT(!leaf.is_inference() && leaf.requires_grad() && leaf._version() == 0);
  (leaf * leaf).sum().backward();
  EXPECT(leaf.grad().equal(torch::full({2}, 6.0)));
  const Tensor normal = torch::zeros({2});
  made.set_data(normal);
  EXPECT(!made.is_inference() && normal._version() == 0);
}

TWIN(inference) {
  inside();
  functional_outside();
  writes_outside();
  clones_train();
  views_of_normal_tensors();
  keys_tell();
  views_say_how_they_were_made();
  views_written_inside_are_leaves_still();
  data_of_the_other_side();
}

}  // namespace inference_twin
