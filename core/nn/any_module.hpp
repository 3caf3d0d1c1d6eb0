#pragma once
#include <gradproof/core/layout/type_name.hpp>
#include <gradproof/core/nn/pimpl.hpp>
#include <typeinfo>

namespace gradproof::nn {

/// A module whose type is forgotten, but not its `Tensor forward(Tensor)`.
class AnyModule {
 public:
  AnyModule() = default;
  template <class M>
  requires std::is_base_of_v<Module, M>
  explicit AnyModule(std::shared_ptr<M> module)
      : module_(std::move(module)),
        forward_([](Module& m, const Tensor& x) -> Tensor { return static_cast<M&>(m).forward(x); }) {}
  template <class M>
  explicit AnyModule(const ModuleHolder<M>& holder) : AnyModule(holder.ptr()) {}
  template <class M>
  requires std::is_base_of_v<Module, std::remove_cvref_t<M>>
  explicit AnyModule(M&& module) : AnyModule(std::make_shared<std::remove_cvref_t<M>>(std::forward<M>(module))) {}

  bool is_empty() const noexcept { return !module_; }
  /// Throws `value` for an empty one.
  Tensor forward(const Tensor& input) const { return forward_(*ptr(), input); }
  const std::shared_ptr<Module>& ptr() const {
    if (!module_) raise(ErrorKind::value, "Cannot use an empty AnyModule: give it a module first");
    return module_;
  }
  /// Null where it is no M.
  template <class M>
  std::shared_ptr<M> ptr() const {
    return std::dynamic_pointer_cast<M>(ptr());
  }
  /// Throw `argument` where it is no M, which is a module or the holder of one.
  template <class M>
  requires std::is_base_of_v<Module, M> M& get() const {
    if (M* module = ptr()->template as<M>()) return *module;
    raise(ErrorKind::argument,
          "Attempted to cast module of type " + ptr()->name() + " to type " + type_name(typeid(M)));
  }
  template <class Holder>
  Holder get() const {
    get<typename Holder::ContainedType>();
    return Holder(ptr<typename Holder::ContainedType>());
  }
  const std::type_info& type_info() const {
    const Module& module = *ptr();
    return typeid(module);
  }
  AnyModule clone(const std::optional<Device>& device = std::nullopt) const {
    AnyModule copy = *this;
    copy.module_ = ptr()->clone(device);
    return copy;
  }

 private:
  std::shared_ptr<Module> module_;
  Tensor (*forward_)(Module&, const Tensor&) = nullptr;
};

/// One with its name in a Sequential.
class NamedAnyModule {
 public:
  template <class M>
  NamedAnyModule(std::string name, M&& module) : name_(std::move(name)), module_(std::forward<M>(module)) {}
  const std::string& name() const { return name_; }
  const AnyModule& module() const { return module_; }

 private:
  std::string name_;
  AnyModule module_;
};

}  // namespace gradproof::nn
