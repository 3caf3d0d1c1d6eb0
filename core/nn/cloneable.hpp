#pragma once
#include <gradproof/core/graph/grad_mode.hpp>
#include <gradproof/core/nn/pimpl.hpp>

namespace gradproof::nn {

/// Base of a module that can be copied deeply: `struct Net : Cloneable<Net>`. Derived's copy constructor copies what is
/// neither a parameter nor a buffer nor a child; reset() makes those anew.
template <class Derived, class Base = Module>
class Cloneable : public Base {
 public:
  using Base::Base;

  /// Makes and registers every parameter, buffer and child, however often it is called: as Base does, where it does.
  virtual void reset() {
    if constexpr (requires(Base & base) { base.reset(); }) Base::reset();
  }

  /// Throws `value` where reset() does not register what this module has.
  std::shared_ptr<Module> clone(const std::optional<Device>& device = std::nullopt) const override {
    NoGradGuard no_grad;
    const auto copy = std::make_shared<Derived>(static_cast<const Derived&>(*this));
    copy->forget_members();
    copy->reset();
    this->copy_members(*copy, device);
    return copy;
  }

 private:
  void clone_(Module& other, const std::optional<Device>& device) override {
    const auto copy = std::dynamic_pointer_cast<Derived>(other.clone(device));
    if (!copy) this->refuse_clone_of(other);
    static_cast<Derived&>(*this) = *copy;
  }
};

}  // namespace gradproof::nn

/// A module class that is nothing but a base with its options, and its holder.
#define GRADPROOF_MODULE(Name, ...)                                               \
  class Name##Impl : public ::gradproof::nn::Cloneable<Name##Impl, __VA_ARGS__> { \
   public:                                                                        \
    using ::gradproof::nn::Cloneable<Name##Impl, __VA_ARGS__>::Cloneable;         \
  };                                                                              \
  TORCH_MODULE(Name)
