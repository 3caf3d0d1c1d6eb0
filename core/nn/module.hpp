#pragma once
#include <gradproof/core/layout/function_ref.hpp>
#include <gradproof/core/nn/ordered_dict.hpp>
#include <gradproof/core/tensor/tensor.hpp>
#include <iosfwd>
#include <memory>

namespace gradproof::nn {

template <class Contained>
class ModuleHolder;

/// Base of everything with parameters: a tree of modules, each with parameters, buffers and children by name. Names in
/// the tree are joined with dots.
class Module : public std::enable_shared_from_this<Module> {
 public:
  Module() = default;
  explicit Module(std::string name) : name_(std::move(name)) {}
  virtual ~Module() = default;

  /// As given, else that of the class.
  const std::string& name() const noexcept;

  TensorList parameters(bool recurse = true) const;
  OrderedDict<std::string, Tensor> named_parameters(bool recurse = true) const;
  TensorList buffers(bool recurse = true) const;
  OrderedDict<std::string, Tensor> named_buffers(bool recurse = true) const;
  /// This module first. Throws `value` where it is wanted and no shared_ptr owns it.
  std::vector<std::shared_ptr<Module>> modules(bool include_self = true) const;
  OrderedDict<std::string, std::shared_ptr<Module>> named_modules(const std::string& name_prefix = {},
                                                                  bool include_self = true) const;
  std::vector<std::shared_ptr<Module>> children() const { return children_.values(); }
  OrderedDict<std::string, std::shared_ptr<Module>> named_children() const { return children_; }

  virtual void train(bool on = true);
  void eval() { train(false); }
  virtual bool is_training() const noexcept { return training_; }
  /// Floating parameters and buffers get other bytes; they stay the same tensors.
  virtual void to(DType dtype, bool non_blocking = false);
  virtual void to(Device device, bool non_blocking = false);
  virtual void to(Device device, DType dtype, bool non_blocking = false);
  virtual void zero_grad(bool set_to_none = true);
  Module& requires_grad_(bool on = true);

  /// Calls `f` with every module of the tree, this one first. `f` takes a Module& or a shared_ptr, before it the name
  /// if it likes. Throws `value` where a shared_ptr is wanted and none owns this module.
  template <class F>
  void apply(F&& f, const std::string& name_prefix = {}) {
    visit(name_prefix, [&](const std::string& name, Module& m) { hand(f, name, m); });
  }
  template <class F>
  void apply(F&& f, const std::string& name_prefix = {}) const {
    visit_const(name_prefix, [&](const std::string& name, const Module& m) { hand(f, name, m); });
  }

  /// This module as T, or null.
  template <class T>
  typename T::ContainedType* as() noexcept {
    return as<typename T::ContainedType>();
  }
  template <class T>
  const typename T::ContainedType* as() const noexcept {
    return as<typename T::ContainedType>();
  }
  template <class T>
  requires std::is_base_of_v<Module, T> T* as() noexcept { return dynamic_cast<T*>(this); }
  template <class T>
  requires std::is_base_of_v<Module, T>
  const T* as() const noexcept { return dynamic_cast<const T*>(this); }

  /// Throw `argument` for an empty name, one with a dot, and one that is taken.
  Tensor& register_parameter(std::string name, Tensor tensor, bool requires_grad = true);
  Tensor& register_buffer(std::string name, Tensor tensor);
  template <class M>
  std::shared_ptr<M> register_module(std::string name, std::shared_ptr<M> module) {
    add_child(std::move(name), module);
    return module;
  }
  template <class M>
  std::shared_ptr<M> register_module(std::string name, ModuleHolder<M> holder) {
    return register_module(std::move(name), holder.ptr());
  }
  template <class M>
  std::shared_ptr<M> replace_module(const std::string& name, std::shared_ptr<M> module) {
    children_[name] = module;
    return module;
  }
  template <class M>
  std::shared_ptr<M> replace_module(const std::string& name, ModuleHolder<M> holder) {
    return replace_module(name, holder.ptr());
  }
  /// Throws `argument` for a name that is not there.
  void unregister_module(const std::string& name);

  /// A deep copy, on `device` where one is named. Throws `not_implemented` unless the class derives from Cloneable.
  virtual std::shared_ptr<Module> clone(const std::optional<Device>& device = std::nullopt) const;

  /// One line about the module itself.
  virtual void pretty_print(std::ostream& stream) const;

 protected:
  /// The name as it is printed: without Impl.
  std::string title() const;
  void forget_members();
  /// Copies parameters, buffers and children to a module that registered the like. Throws `value` for another number.
  void copy_members(Module& to, const std::optional<Device>& device) const;
  [[noreturn]] void refuse_clone_of(const Module& other) const;

  OrderedDict<std::string, Tensor> parameters_{"Parameter"}, buffers_{"Buffer"};
  OrderedDict<std::string, std::shared_ptr<Module>> children_{"Submodule"};

 private:
  /// Becomes a deep copy of `other`.
  virtual void clone_(Module& other, const std::optional<Device>& device);
  template <class F, class M>
  static void hand(F& f, const std::string& name, M& module) {
    if constexpr (std::is_invocable_v<F&, M&>)
      f(module);
    else if constexpr (std::is_invocable_v<F&, const std::string&, M&>)
      f(name, module);
    else if constexpr (std::is_invocable_v<F&, const std::shared_ptr<Module>&>)
      f(module.owned());
    else
      f(name, module.owned());
  }
  std::shared_ptr<Module> owned() const;
  using Visitor = FunctionRef<void(const std::string&, Module&)>;
  void visit(const std::string& prefix, Visitor f);
  void visit_const(const std::string& prefix, Visitor f) const { const_cast<Module*>(this)->visit(prefix, f); }
  OrderedDict<std::string, Tensor> collect(OrderedDict<std::string, Tensor> Module::*which, bool recurse) const;
  void convert(FunctionRef<Tensor(const Tensor&)> f);
  void add_child(std::string name, std::shared_ptr<Module> module);
  void print_tree(std::ostream& stream, const std::string& indent) const;
  friend std::ostream& operator<<(std::ostream& stream, const Module& module);

  mutable std::string name_;
  bool training_ = true;
};

/// The tree, a module a line.
std::ostream& operator<<(std::ostream& stream, const Module& module);

}  // namespace gradproof::nn
