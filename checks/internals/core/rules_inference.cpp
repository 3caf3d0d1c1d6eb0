// Inference mode: which tensors have no counter, and the errors that keep them out of graphs (semantics 1.2, 1.6, 1.7).
#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/internals/core/differences.hpp>
#include <gradproof/core/graph/saved_tensor.hpp>

using namespace gradproof;
using namespace gradproof::test;

namespace {

Tensor made_inside() {
  const InferenceMode guard;
  return ones({2, 3}, kDouble);
}

}  // namespace

TEST_CASE("inference mode switches grad mode off and nests") {
  CHECK_FALSE(InferenceMode::is_enabled());
  {
    const InferenceMode guard;
    CHECK(InferenceMode::is_enabled());
    CHECK_FALSE(GradMode::is_enabled());
    {
      const InferenceMode normal(false);
      CHECK_FALSE(InferenceMode::is_enabled());
      CHECK(GradMode::is_enabled());
      CHECK((leaf({2}) * 2).requires_grad());
    }
    CHECK(InferenceMode::is_enabled());
    const AutoGradMode on(true);
    CHECK(GradMode::is_enabled());
    CHECK_FALSE((leaf({2}) * 2).requires_grad());
  }
  CHECK_FALSE(InferenceMode::is_enabled());
  CHECK(GradMode::is_enabled());
}

TEST_CASE("1.2.11 a tensor made in inference mode has no counter, nor have its aliases") {
  const Tensor t = made_inside();
  CHECK(t.is_inference());
  CHECK(error_of([&] { t._version(); }) == ErrorKind::inference);
  for (const Tensor& alias : {t.view({6}), t.detach(), t.data(), t[0]}) {
    CHECK(alias.is_inference());
    CHECK_FALSE(alias.is_view());
  }
  CHECK_FALSE(t.clone().is_inference());
  CHECK_FALSE((t * 2).is_inference());
  const InferenceMode guard;
  CHECK(t.clone().is_inference());
}

TEST_CASE("1.6.6 a write to an inference tensor outside is an error, after the fact") {
  const Tensor t = made_inside(), normal = leaf({2, 3});
  CHECK(error_of([&] { t.add_(1); }) == ErrorKind::inference);
  CHECK(t.sum().item<double>() == 12);  // as in PyTorch: the counter is asked once the write is done
  CHECK(error_of([&] { t.view({6}).mul_(2); }) == ErrorKind::inference);
  CHECK(error_of([&] { t.copy_(normal.detach()); }) == ErrorKind::inference);
  const InferenceMode guard;
  t.add_(1);
  CHECK(error_of([&] { t._version(); }) == ErrorKind::inference);
}

TEST_CASE("1.4.8 inference tensors cannot be saved, and may take part in what saves nothing") {
  const Tensor t = made_inside(), x = leaf({2, 3}), h = x * 1;
  CHECK(error_of([&] { x* t; }) == ErrorKind::inference);
  CHECK(error_of([&] { h.mul_(t); }) == ErrorKind::inference);
  CHECK(h._version() == 0);
  (x + t).sum().backward();
  CHECK(numbers(x.grad()) == std::vector<double>(6, 1));
  h.add_(t);
  CHECK(h._version() == 1);
}

TEST_CASE("1.6.6 requires_grad on an inference tensor is for inference mode") {
  const Tensor t = made_inside();
  CHECK(error_of([&] { t.requires_grad_(); }) == ErrorKind::inference);
  t.requires_grad_(false);
  const InferenceMode guard;
  CHECK(ones({2}).requires_grad_().requires_grad());
}

TEST_CASE("1.7.7 normal tensors keep counter and view tracking in inference mode") {
  const Tensor x = leaf({2, 3}), h = x * 2;
  Tensor view;
  {
    const InferenceMode guard;
    view = h.view({6});
    CHECK_FALSE(view.is_inference());
    CHECK(view.is_view());
    view.mul_(3);
    CHECK(h._version() == 1);
    x.add_(1);  // a leaf may be written: nothing is recorded
    CHECK(x._version() == 1);
  }
  CHECK(error_of([&] { view.add_(1); }) == ErrorKind::view_write);
  CHECK(error_of([&] { view.view({2, 3}).add_(1); }) == ErrorKind::view_write);
  const NoGradGuard off;
  view.add_(1);
  CHECK(h._version() == 2);
}

TEST_CASE("1.3.2 below autograd nothing is recorded, below the counters nothing is counted") {
  const Tensor h = leaf({3}) * 2;
  const std::string before = h.grad_fn()->name();
  {
    const AutoDispatchBelowAutograd below;
    CHECK_FALSE((h * 2).requires_grad());
    h.add_(1);
  }
  CHECK(h._version() == 1);
  {
    const AutoDispatchBelowADInplaceOrView below;
    h.add_(1);
    const Tensor view = h.view({3, 1});
    CHECK_FALSE(view.is_view());
    CHECK(view._version() == 0);
    CHECK(view.data_ptr() == h.data_ptr());
  }
  CHECK(h._version() == 1);
  CHECK(h.grad_fn()->name() == before);
}

TEST_CASE("1.4.8 an inference leaf that requires grad is recorded beside an ordinary tensor only") {
  Tensor x, y;
  {
    const InferenceMode mode;
    x = tensor({1.5, -2.0, 4.0}).requires_grad_();
    y = tensor({1.0, 3.0, -1.0});
    CHECK(x.requires_grad());
    CHECK_FALSE((x * x).requires_grad());
    CHECK_FALSE(x.view({3, 1}).requires_grad());
    x.mul_(2);
    CHECK(x.requires_grad());
  }
  for (const Tensor& alone : {x * x, x * y, x + 1, x.exp(), x.sum(), stack({x, y})}) {
    CHECK_FALSE(alone.requires_grad());
    CHECK_FALSE(alone.is_inference());
  }
  const Tensor view = x.view({3, 1});
  CHECK(view.is_inference());
  CHECK_FALSE(view.requires_grad());
  CHECK_FALSE(view.is_view());
  CHECK(error_of([&] { x.mul_(1); }) == ErrorKind::inference);
  CHECK(error_of([&] { x.add_(tensor({1.0, 2.0, 3.0})); }) == ErrorKind::leaf_write);

  const Tensor ordinary = tensor({2.0, 5.0, 7.0});
  const Tensor sum = x + ordinary;
  CHECK(sum.requires_grad());
  CHECK_FALSE(sum.is_inference());
  (sum * tensor({1.0, 10.0, 100.0})).sum().backward();
  CHECK(x.grad().equal(tensor({1.0, 10.0, 100.0})));
  stack({x, ordinary}).sum().backward();
  CHECK(x.grad().equal(tensor({2.0, 11.0, 101.0})));
  const Tensor leaf = tensor({2.0, 5.0, 7.0}).requires_grad_();
  CHECK(error_of([&] { x.mul(leaf); }) == ErrorKind::inference);
  CHECK(error_of([&] { leaf.clone().mul_(x); }) == ErrorKind::inference);

  x.requires_grad_(false);
  CHECK_FALSE(x.requires_grad());
  CHECK_FALSE((x + ordinary).requires_grad());
}

TEST_CASE("1.2.11 an inference tensor's body refuses to be counted outside") {
  Tensor x;
  {
    const InferenceMode mode;
    x = tensor({1.5, -2.0});
    x.unsafeGetTensorImpl()->bump_version();
    CHECK(error_of([&] { x.unsafeGetTensorImpl()->version_counter(); }) == ErrorKind::inference);
  }
  CHECK(error_of([&] { x.unsafeGetTensorImpl()->bump_version(); }) == ErrorKind::inference);
  CHECK(error_of([&] { x.unsafeGetTensorImpl()->version_counter(); }) == ErrorKind::inference);
  const Tensor y = x.clone();
  y.unsafeGetTensorImpl()->bump_version();
  CHECK(y._version() == 1);
}

TEST_CASE("1.7.7 what is viewed once more was still made in inference mode") {
  const Tensor h = leaf({2, 3}) * 2;
  Tensor inside, outside;
  {
    const InferenceMode mode;
    inside = h.view({3, 2});
  }
  {
    const NoGradGuard off;
    outside = h.view({3, 2});
  }
  const auto made_in = [](const Tensor& view) { return find_view(view)->creation; };
  CHECK(made_in(inside.view({6})) == CreationMeta::inference_mode);
  CHECK(made_in(inside.unbind(0)[0]) == CreationMeta::inference_mode);
  CHECK(made_in(outside.view({6})) == CreationMeta::no_grad_mode);
  CHECK(made_in(outside.unbind(0)[0]) == CreationMeta::multi_output_node);
  {
    const NoGradGuard off;
    CHECK(made_in(inside.view({6})) == CreationMeta::inference_mode);
    CHECK(made_in(h.unbind(0)[0].view({3})) == CreationMeta::no_grad_mode);
  }
  const InferenceMode mode;
  CHECK(made_in(outside.view({6})) == CreationMeta::inference_mode);
}

TEST_CASE("1.2.6 set_data over the border of inference mode takes the other side and leaves the counter") {
  Tensor made, unmade;
  {
    const InferenceMode mode;
    made = ones({3});
    unmade = ones({3});
  }
  const Tensor normal = zeros({3}), view = normal.view({3, 1});
  normal.add_(1);
  normal.set_data(made);
  CHECK((normal.is_inference() && !view.is_inference() && normal._version() == 1));
  normal.add_(1);
  CHECK((normal._version() == 2 && view._version() == 2));
  CHECK(error_of([&] { made._version(); }) == ErrorKind::inference);
  unmade.set_data(zeros({3}));
  unmade.add_(1);
  CHECK((!unmade.is_inference() && unmade._version() == 1));
}
