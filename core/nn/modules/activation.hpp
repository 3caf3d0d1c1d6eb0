#pragma once
#include <gradproof/core/layout/argument.hpp>
#include <gradproof/core/nn/cloneable.hpp>

namespace gradproof::nn {

struct ReLUOptions {
  ReLUOptions(bool inplace = false) : inplace_(inplace) {}
  TORCH_ARG(bool, inplace);
};

class ReLUImpl : public Cloneable<ReLUImpl> {
 public:
  explicit ReLUImpl(const ReLUOptions& options = {}) : options(options) {}
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input) { return options.inplace() ? input.relu_() : input.relu(); }

  ReLUOptions options;
};
TORCH_MODULE(ReLU);

class TanhImpl : public Cloneable<TanhImpl> {
 public:
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input) { return input.tanh(); }
};
TORCH_MODULE(Tanh);

class SigmoidImpl : public Cloneable<SigmoidImpl> {
 public:
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input) { return input.sigmoid(); }
};
TORCH_MODULE(Sigmoid);

/// Any function of one tensor as a module: `Functional(torch::relu)`, `Functional([](const Tensor& x) { ... })`, with
/// the arguments that follow the tensor: `Functional(function, 0.5, true)`.
class FunctionalImpl : public Cloneable<FunctionalImpl> {
 public:
  FunctionalImpl(Tensor (*function)(const Tensor&))
      : FunctionalImpl([function](const Tensor& x) { return function(x); }) {}
  template <class F>
  requires std::is_invocable_r_v<Tensor, F&, const Tensor&>
  explicit FunctionalImpl(F function)
      : function_(std::make_shared<F>(std::move(function))),
        call_([](void* f, const Tensor& x) -> Tensor { return (*static_cast<F*>(f))(x); }) {}
  template <class F, class... More>
  requires(sizeof...(More) > 0 && std::is_invocable_r_v<Tensor, F&, const Tensor&, More&...>)  //
      explicit FunctionalImpl(F function, More... more)
      : FunctionalImpl([function, more...](const Tensor& x) mutable -> Tensor { return function(x, more...); }) {}
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input) { return call_(function_.get(), input); }

 private:
  std::shared_ptr<void> function_;
  Tensor (*call_)(void*, const Tensor&);
};
TORCH_MODULE(Functional);

}  // namespace gradproof::nn
