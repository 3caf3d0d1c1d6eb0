#pragma once
// What an optimizer knows: options, per parameter group; state, per parameter. Names are libtorch's.
#include <gradproof/core/layout/argument.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <memory>

namespace gradproof::optim {

/// Options of one algorithm; derive from OptimizerCloneableOptions.
class OptimizerOptions {
 public:
  virtual ~OptimizerOptions() = default;
  virtual std::unique_ptr<OptimizerOptions> clone() const = 0;
  virtual double get_lr() const = 0;
  virtual void set_lr(double lr) = 0;
};

template <class Derived>
class OptimizerCloneableOptions : public OptimizerOptions {
 public:
  std::unique_ptr<OptimizerOptions> clone() const override {
    return std::make_unique<Derived>(static_cast<const Derived&>(*this));
  }
  double get_lr() const override { return static_cast<const Derived&>(*this).lr(); }
  void set_lr(double lr) override { static_cast<Derived&>(*this).lr(lr); }
};

/// What an algorithm remembers about one parameter from step to step.
class OptimizerParamState {
 public:
  virtual ~OptimizerParamState() = default;
};

/// Parameters that share options. Without options of its own a group gets the optimizer's defaults.
class OptimizerParamGroup {
 public:
  explicit OptimizerParamGroup(TensorList params) : params_(std::move(params)) {}
  OptimizerParamGroup(TensorList params, std::unique_ptr<OptimizerOptions> options)
      : params_(std::move(params)), options_(std::move(options)) {}
  OptimizerParamGroup(const OptimizerParamGroup& o)
      : params_(o.params_), options_(o.options_ ? o.options_->clone() : nullptr) {}
  OptimizerParamGroup(OptimizerParamGroup&&) = default;
  OptimizerParamGroup& operator=(OptimizerParamGroup o) {
    params_ = std::move(o.params_);
    options_ = std::move(o.options_);
    return *this;
  }

  bool has_options() const { return bool(options_); }
  OptimizerOptions& options() { return *options_; }
  const OptimizerOptions& options() const { return *options_; }
  void set_options(std::unique_ptr<OptimizerOptions> options) { options_ = std::move(options); }
  TensorList& params() { return params_; }
  const TensorList& params() const { return params_; }

 private:
  TensorList params_;
  std::unique_ptr<OptimizerOptions> options_;
};

}  // namespace gradproof::optim
