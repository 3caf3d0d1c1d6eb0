#pragma once
// Modules are held by shared_ptr; a holder makes that look like a value: `nn::Linear fc(10, 5); fc->forward(x); fc(x)`.
#include <gradproof/core/nn/module.hpp>

namespace gradproof::nn {

/// A shared Contained (a Module). Made from Contained's constructor arguments, a shared_ptr, or nullptr for none.
template <class Contained>
class ModuleHolder {
 public:
  using ContainedType = Contained;

  /// Holds a default-made module; empty where there is no default constructor.
  ModuleHolder() {
    if constexpr (std::is_default_constructible_v<Contained>) impl_ = std::make_shared<Contained>();
  }
  ModuleHolder(std::nullptr_t) {}
  ModuleHolder(std::shared_ptr<Contained> module) : impl_(std::move(module)) {}
  template <class Head, class... Tail>
  requires(!std::is_base_of_v<ModuleHolder, std::remove_cvref_t<Head>> &&
           !std::is_same_v<std::remove_cvref_t<Head>, std::nullptr_t> &&
           !std::is_convertible_v<Head, std::shared_ptr<Contained>>)  //
      explicit ModuleHolder(Head&& head, Tail&&... tail)
      : impl_(std::make_shared<Contained>(std::forward<Head>(head), std::forward<Tail>(tail)...)) {}

  explicit operator bool() const noexcept { return bool(impl_); }
  bool is_empty() const noexcept { return !impl_; }
  Contained* operator->() { return get(); }
  const Contained* operator->() const { return get(); }
  Contained& operator*() { return *get(); }
  const Contained& operator*() const { return *get(); }
  /// Throw `value` for an empty holder.
  const std::shared_ptr<Contained>& ptr() const {
    expect_module();
    return impl_;
  }
  Contained* get() {
    expect_module();
    return impl_.get();
  }
  const Contained* get() const {
    expect_module();
    return impl_.get();
  }
  template <class... A>
  auto operator()(A&&... a) {
    return get()->forward(std::forward<A>(a)...);
  }
  template <class Key>
  auto operator[](Key&& key) {
    return (*get())[std::forward<Key>(key)];
  }

 protected:
  std::shared_ptr<Contained> impl_;

 private:
  void expect_module() const {
    if (!impl_) raise(ErrorKind::value, "Accessing empty ModuleHolder: make the module before it is used");
  }
};

template <class Contained>
std::ostream& operator<<(std::ostream& stream, const ModuleHolder<Contained>& holder) {
  return stream << static_cast<const Module&>(*holder);
}

}  // namespace gradproof::nn

/// The holder `Name` of a module class `Name##Impl`, in the current namespace. The names are libtorch's, since programs
/// write modules of their own with them.
#define TORCH_MODULE_IMPL(Name, ImplType)                        \
  class Name : public ::gradproof::nn::ModuleHolder<ImplType> {  \
   public:                                                       \
    using ::gradproof::nn::ModuleHolder<ImplType>::ModuleHolder; \
    using Impl = ImplType;                                       \
  }
#define TORCH_MODULE(Name) TORCH_MODULE_IMPL(Name, Name##Impl)
