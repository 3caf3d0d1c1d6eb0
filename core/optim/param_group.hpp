#pragma once
// What an optimizer knows: options, per parameter group; state, per parameter. Names are libtorch's.
#include <gradproof/core/layout/argument.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <memory>

namespace gradproof::optim {

/// Options of one algorithm; derive from OptimizerCloneableOptions. What a class does not override throws
/// `not_implemented`.
class OptimizerOptions {
 public:
  virtual ~OptimizerOptions() = default;
  virtual std::unique_ptr<OptimizerOptions> clone() const;
  virtual double get_lr() const;
  virtual void set_lr(double lr);
  friend bool operator==(const OptimizerOptions&, const OptimizerOptions&) { return true; }  // has nothing to compare
};

/// `Derived` has a copy constructor and, where there is a learning rate, an argument `lr`.
template <class Derived>
class OptimizerCloneableOptions : public OptimizerOptions {
 public:
  std::unique_ptr<OptimizerOptions> clone() const override {
    return std::make_unique<Derived>(static_cast<const Derived&>(*this));
  }
  double get_lr() const override {
    if constexpr (requires(const Derived& o) { double(o.lr()); })
      return static_cast<const Derived&>(*this).lr();
    else
      return OptimizerOptions::get_lr();
  }
  void set_lr(double lr) override {
    if constexpr (requires(Derived & o) { o.lr(lr); })
      static_cast<Derived&>(*this).lr(lr);
    else
      OptimizerOptions::set_lr(lr);
  }
  friend bool operator==(const OptimizerCloneableOptions&, const OptimizerCloneableOptions&) = default;
};

/// What an algorithm remembers about one parameter from step to step; derive from OptimizerCloneableParamState.
class OptimizerParamState {
 public:
  virtual ~OptimizerParamState() = default;
  virtual std::unique_ptr<OptimizerParamState> clone() const;
};

template <class Derived>
class OptimizerCloneableParamState : public OptimizerParamState {
 public:
  std::unique_ptr<OptimizerParamState> clone() const override {
    return std::make_unique<Derived>(static_cast<const Derived&>(*this));
  }
};

/// Parameters that share options. Without options of its own a group gets the optimizer's defaults.
class OptimizerParamGroup {
 public:
  OptimizerParamGroup(TensorList params) : params_(std::move(params)) {}
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
  /// Throw `value` where there are none.
  OptimizerOptions& options() { return *expect_options(); }
  const OptimizerOptions& options() const { return *expect_options(); }
  void set_options(std::unique_ptr<OptimizerOptions> options) { options_ = std::move(options); }
  TensorList& params() { return params_; }
  const TensorList& params() const { return params_; }

 private:
  OptimizerOptions* expect_options() const;

  TensorList params_;
  std::unique_ptr<OptimizerOptions> options_;
};

}  // namespace gradproof::optim
