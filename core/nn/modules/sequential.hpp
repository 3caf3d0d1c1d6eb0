#pragma once
#include <gradproof/core/nn/any_module.hpp>
#include <gradproof/core/nn/module_row.hpp>

namespace gradproof::nn {

/// Modules one after another: each takes what the one before returned, the first the arguments of forward(). Named by
/// their place, or as they are told.
class SequentialImpl : public ModuleRow<SequentialImpl, AnyModule> {
 public:
  SequentialImpl() = default;
  template <class... Modules>
  requires(std::is_constructible_v<AnyModule, Modules>&&...) explicit SequentialImpl(Modules&&... modules) {
    (push_back(std::forward<Modules>(modules)), ...);
  }
  explicit SequentialImpl(std::initializer_list<NamedAnyModule> modules);

  explicit SequentialImpl(const OrderedDict<std::string, AnyModule>& modules);

  void push_back(std::string name, AnyModule module);
  void push_back(AnyModule module) { push_back(std::to_string(size()), std::move(module)); }
  void push_back(const NamedAnyModule& module) { push_back(module.name(), module.module()); }
  template <class M>
  requires std::is_constructible_v<AnyModule, M>
  void push_back(std::string name, M&& module) { push_back(std::move(name), AnyModule(std::forward<M>(module))); }
  template <class M>
  requires std::is_constructible_v<AnyModule, M>
  void push_back(M&& module) { push_back(AnyModule(std::forward<M>(module))); }
  /// The modules of another Sequential, or of a container of modules or holders, after these, by their places here.
  template <class Modules>
  void extend(const Modules& modules) {
    for (const auto& module : modules) push_back(module);
  }
  void extend(const SequentialImpl& other);

  /// Throws `value` where there is no module, `argument` where what one returns is not what the next takes, or what the
  /// last returns is no Result.
  template <class Result = Tensor, class... A>
  Result forward(A&&... inputs) {
    if constexpr (std::is_same_v<Result, Tensor> && is_one_tensor<A...>)
      if (maps_tensors()) return forward_tensor(inputs...);
    AnyValue last = forward_rest(first().any_forward(std::forward<A>(inputs)...));
    if (auto* result = last.try_get<Result>()) return std::move(*result);
    refuse_result(last.type_info(), typeid(Result));
  }
  /// Throw `index`, and `argument` where it is no M.
  using ModuleRow::ptr;
  template <class M>
  std::shared_ptr<M> ptr(std::size_t index) const {
    expect_within(index, size());
    return entries_[index].ptr<M>();
  }
  template <class M>
  M& at(std::size_t index) const {
    expect_within(index, size());
    return entries_[index].get<M>();
  }
  std::shared_ptr<Module> clone(const std::optional<Device>& device = std::nullopt) const override;

  void pretty_print(std::ostream& stream) const override;

 private:
  const AnyModule& first() const;
  bool maps_tensors() const noexcept;
  Tensor forward_tensor(const Tensor& input) const;
  AnyValue forward_rest(AnyValue value) const;
  [[noreturn]] static void refuse_result(const std::type_info& found, const std::type_info& expected);
};

class Sequential : public ModuleHolder<SequentialImpl> {
 public:
  using ModuleHolder<SequentialImpl>::ModuleHolder;
  using Impl = SequentialImpl;
  Sequential() = default;
  Sequential(std::initializer_list<NamedAnyModule> modules) : ModuleHolder(std::make_shared<SequentialImpl>(modules)) {}
};

}  // namespace gradproof::nn
