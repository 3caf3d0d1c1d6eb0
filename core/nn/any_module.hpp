#pragma once
#include <gradproof/core/nn/any_value.hpp>
#include <gradproof/core/nn/pimpl.hpp>
#include <tuple>
#include <utility>
#include <vector>

namespace gradproof::nn {

template <class... A>
inline constexpr bool is_one_tensor = std::is_same_v<std::tuple<std::remove_cvref_t<A>...>, std::tuple<Tensor>>;

/// A module whose type is forgotten, but not its forward(), which may take and return values of any types. That has one
/// signature; modules with several are taken for their `Tensor forward(Tensor)`.
class AnyModule {
 public:
  using Value = AnyValue;

  AnyModule() = default;
  template <class M>
  requires std::is_base_of_v<Module, M>
  explicit AnyModule(std::shared_ptr<M> module) : module_(std::move(module)) {
    if constexpr (requires { &M::forward; })
      bind<M>(&M::forward);
    else
      bind_tensor_forward<M>();
  }
  template <class M>
  explicit AnyModule(const ModuleHolder<M>& holder) : AnyModule(holder.ptr()) {}
  template <class M>
  requires std::is_base_of_v<Module, std::remove_cvref_t<M>>
  explicit AnyModule(M&& module) : AnyModule(std::make_shared<std::remove_cvref_t<M>>(std::forward<M>(module))) {}
  template <class M>
  AnyModule& operator=(std::shared_ptr<M> module) {
    return *this = AnyModule(std::move(module));
  }

  bool is_empty() const noexcept { return !module_; }
  /// Calls forward(). Throw `value` for an empty one and `argument` where number or types of the arguments, or the type
  /// of the result, are others: types must be the same, nothing is converted.
  template <class... A>
  AnyValue any_forward(A&&... arguments) const {
    std::vector<AnyValue> values;
    values.reserve(sizeof...(A));
    (values.emplace_back(std::forward<A>(arguments)), ...);
    return call(std::move(values));
  }
  template <class Result = Tensor, class... A>
  Result forward(A&&... arguments) const {
    if constexpr (std::is_same_v<Result, Tensor> && is_one_tensor<A...>)
      if (tensor_forward_) return tensor_forward_(*module_, arguments...);
    return any_forward(std::forward<A>(arguments)...).template get<Result>();
  }
  /// Whether forward() is of one tensor and gives one.
  bool maps_tensors() const noexcept { return tensor_forward_; }

  /// These throw `value` for an empty one.
  const std::shared_ptr<Module>& ptr() const { return expect_module("ptr()"); }
  const std::type_info& type_info() const {
    const Module& module = *expect_module("type_info()");
    return typeid(module);
  }
  /// And these `argument` where it is no M, which is a module or the holder of one.
  template <class M>
  std::shared_ptr<M> ptr() const {
    cast<M>(*expect_module("ptr()"));
    return std::static_pointer_cast<M>(module_);
  }
  template <class M>
  requires std::is_base_of_v<Module, M> M& get() const { return cast<M>(*expect_module("get()")); }
  template <class Holder>
  Holder get() const {
    return Holder(ptr<typename Holder::ContainedType>());
  }
  AnyModule clone(const std::optional<Device>& device = std::nullopt) const;

 private:
  using Values = std::vector<AnyValue>;

  template <class M>
  void bind_tensor_forward() {
    tensor_forward_ = [](Module& m, const Tensor& x) -> Tensor { return static_cast<M&>(m).forward(x); };
  }
  template <class M, class R, class C, class... A>
  void bind(R (C::*)(A...)) {
    bind_signature<M, R, A...>();
  }
  template <class M, class R, class C, class... A>
  void bind(R (C::*)(A...) const) {
    bind_signature<M, R, A...>();
  }
  template <class M, class R, class... A>
  void bind_signature() {
    static_assert(((!std::is_lvalue_reference_v<A> || std::is_const_v<std::remove_reference_t<A>>)&&...),
                  "Modules stored inside AnyModule must not take references. Use pointers instead.");
    static_assert(!std::is_void_v<R>, "AnyModule cannot store modules that return void (return a dummy value).");
    if constexpr (std::is_same_v<R, Tensor> && is_one_tensor<A...>)
      bind_tensor_forward<M>();
    else
      any_forward_ = [](Module& m, Values& values) {
        return apply<M, A...>(static_cast<M&>(m), values, std::index_sequence_for<A...>());
      };
  }
  template <class M, class... A, std::size_t... I>
  static AnyValue apply(M& module, Values& values, std::index_sequence<I...>) {
    if constexpr (requires { M::_forward_defaults(); })
      add_defaults(module, values, sizeof...(A), M::_forward_defaults());
    else
      expect_count(module, values.size(), sizeof...(A));
    return AnyValue(module.forward(argument<std::decay_t<A>>(values[I], I)...));
  }
  template <class T>
  static T&& argument(AnyValue& value, std::size_t index) {
    if (T* found = value.try_get<T>()) return std::move(*found);
    refuse_argument(index, typeid(T), value.type_info());
  }
  template <class M>
  static M& cast(Module& module) {
    if (M* found = module.as<M>()) return *found;
    refuse_cast(module, typeid(M));
  }

  AnyValue call(Values values) const;
  const std::shared_ptr<Module>& expect_module(const char* caller) const;
  static void expect_count(const Module& module, std::size_t found, std::size_t expected);
  static void add_defaults(const Module& module, Values& values, std::size_t expected,
                           std::vector<std::pair<unsigned, AnyValue>> defaults);
  [[noreturn]] static void refuse_argument(std::size_t index, const std::type_info& expected,
                                           const std::type_info& found);
  [[noreturn]] static void refuse_cast(const Module& module, const std::type_info& type);

  std::shared_ptr<Module> module_;
  // One of the two is set: the first where forward() maps a tensor to one, which is most modules and quick.
  Tensor (*tensor_forward_)(Module&, const Tensor&) = nullptr;
  AnyValue (*any_forward_)(Module&, Values&) = nullptr;
};

/// One with its name in a Sequential.
class NamedAnyModule {
 public:
  template <class M>
  NamedAnyModule(std::string name, M&& module) : name_(std::move(name)), module_(std::forward<M>(module)) {}
  const std::string& name() const noexcept { return name_; }
  AnyModule& module() noexcept { return module_; }
  const AnyModule& module() const noexcept { return module_; }

 private:
  std::string name_;
  AnyModule module_;
};

}  // namespace gradproof::nn

/// In a module class: the last arguments of forward() and what they are when AnyModule or Sequential calls it without:
/// `FORWARD_HAS_DEFAULT_ARGS({1, AnyValue(2.0)}, {2, AnyValue(Tensor())})`. The name is libtorch's.
#define FORWARD_HAS_DEFAULT_ARGS(...)      \
  friend class ::gradproof::nn::AnyModule; \
  static std::vector<std::pair<unsigned, ::gradproof::nn::AnyValue>> _forward_defaults() { return {__VA_ARGS__}; }
