#pragma once
#include <gradproof/core/nn/cloneable.hpp>
#include <gradproof/core/nn/functional.hpp>

namespace gradproof::nn {

struct DropoutOptions {
  DropoutOptions(double p = 0.5) : p_(p) {}
  TORCH_ARG(double, p);
  TORCH_ARG(bool, inplace) = false;
};
using Dropout2dOptions = DropoutOptions;

/// While training: elements are zeroed with probability p, the others scaled by 1 / (1 - p).
class DropoutImpl : public Cloneable<DropoutImpl> {
 public:
  explicit DropoutImpl(const DropoutOptions& options = {}) : options(options) {
    functional::expect_probability(options.p());
  }
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input);

  DropoutOptions options;
};
TORCH_MODULE(Dropout);

/// The same for whole channels.
class Dropout2dImpl : public Cloneable<Dropout2dImpl> {
 public:
  explicit Dropout2dImpl(const DropoutOptions& options = {}) : options(options) {
    functional::expect_probability(options.p());
  }
  void pretty_print(std::ostream& stream) const override;
  Tensor forward(const Tensor& input);

  DropoutOptions options;
};
TORCH_MODULE(Dropout2d);

}  // namespace gradproof::nn
