// Inference mode and views: what has a counter, what may be written where, and which errors keep the two worlds apart.
#include <gradproof/examples/cpp/library.hpp>

namespace {

void describe(const char* name, const torch::Tensor& t) {
  std::printf("%s: inference %d, requires grad %d, leaf %d, view %d\n", name, int(t.is_inference()),
              int(t.requires_grad()), int(t.is_leaf()), int(t.is_view()));
}

void views_and_counters(const torch::Tensor& normal) {
  // A view made in no_grad mode: written there, recorded nowhere.
  torch::Tensor base = normal * 3, quiet;
  {
    torch::NoGradGuard no_grad;
    quiet = base.select(0, 0);
    quiet.zero_();
  }
  show("base", base);
  show_error("quiet view", "A view was created in no_grad mode", [&] { quiet.add_(1); });

  // Below the layer that counts, a write is only its arithmetic.
  {
    at::AutoDispatchBelowADInplaceOrView below;
    base.add_(1);
  }
  std::printf("version %d\n", int(base._version()));
  {
    at::AutoDispatchBelowAutograd below;
    base.add_(1);
  }
  std::printf("version %d, node %s\n", int(base._version()), (base + base).grad_fn()->name().c_str());
}

}  // namespace

int main() {
  torch::Tensor normal = torch::ones({2, 3}, torch::dtype(torch::kDouble).requires_grad(true));
  torch::Tensor product = normal * 2, inference, view;
  {
    c10::InferenceMode guard;
    inference = torch::ones({2, 3}, torch::kDouble);
    describe("made inside", inference);
    describe("computed inside", normal * 2);
    inference.add_(1);
    view = product.view({6});
    describe("view of a normal tensor", view);
    describe("view of an inference tensor", inference.view({6}));
    view.mul_(2);
    std::printf("versions %d %d, grad mode %d\n", int(product._version()), int(view._version()),
                int(torch::GradMode::is_enabled()));
    {
      c10::InferenceMode off(false);
      describe("normal mode inside", normal * 2);
    }
    show_error("inside", "do not track version counter", [&] { inference._version(); });
  }
  std::printf("outside again: %d %d\n", int(c10::InferenceMode::is_enabled()), int(torch::GradMode::is_enabled()));
  show("product", product);

  describe("a sum", inference + 1);
  describe("view outside", inference.view({6}));
  describe("a clone", inference.clone());
  show_error("save", "Inference tensors cannot be saved for backward", [&] { normal* inference; });
  (normal + inference).sum().backward();
  show("normal.grad", normal.grad());
  show_error("write", "Inplace update to inference tensor outside InferenceMode", [&] { inference.add_(1); });
  show_error("write through a view", "Inplace update to inference tensor outside InferenceMode",
             [&] { inference.view({6}).mul_(2); });
  show_error("counter", "Inference tensors do not track version counter", [&] { inference._version(); });
  show_error("requires_grad", "Setting requires_grad=True on inference tensor outside InferenceMode",
             [&] { inference.set_requires_grad(true); });
  show_error("view", "A view was created in inference mode and is being modified inplace", [&] { view.add_(1); });

  views_and_counters(normal);
  return 0;
}
