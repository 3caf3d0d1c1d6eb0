#pragma once
#include <gradproof/core/nn/pimpl.hpp>

namespace gradproof::nn {

/// Modules one after another; each has `Tensor forward(Tensor)`. Named by their place, or as they are told.
class SequentialImpl : public Module {
 public:
  /// A module's own forward, behind one signature.
  using Forward = Tensor (*)(Module&, const Tensor&);

  SequentialImpl() = default;
  template <class... Modules>
  explicit SequentialImpl(Modules&&... modules) {
    (push_back(std::forward<Modules>(modules)), ...);
  }

  void push_back(std::string name, std::shared_ptr<Module> module, Forward forward);
  template <class M>
  requires std::is_base_of_v<Module, M>
  void push_back(std::string name, std::shared_ptr<M> module) {
    push_back(std::move(name), std::move(module),
              [](Module& m, const Tensor& x) -> Tensor { return static_cast<M&>(m).forward(x); });
  }
  template <class M>
  void push_back(std::string name, const ModuleHolder<M>& holder) {
    push_back(std::move(name), holder.ptr());
  }
  template <class M>
  requires std::is_base_of_v<Module, M>
  void push_back(std::shared_ptr<M> module) { push_back(std::to_string(size()), std::move(module)); }
  template <class M>
  void push_back(const ModuleHolder<M>& holder) {
    push_back(holder.ptr());
  }
  template <class M>
  requires std::is_base_of_v<Module, std::remove_cvref_t<M>>
  void push_back(M&& module) { push_back(std::make_shared<std::remove_cvref_t<M>>(std::forward<M>(module))); }

  /// Throws `value` where there is no module.
  Tensor forward(const Tensor& input);
  std::size_t size() const noexcept { return calls_.size(); }
  bool is_empty() const noexcept { return calls_.empty(); }
  /// Throw `index`.
  std::shared_ptr<Module> ptr(std::size_t index) const { return children_[index].value(); }
  std::shared_ptr<Module> operator[](std::size_t index) const { return ptr(index); }
  template <class M>
  M& at(std::size_t index) const {
    return dynamic_cast<M&>(*ptr(index));
  }
  Forward forward_of(std::size_t index) const { return calls_.at(index); }
  void pretty_print(std::ostream& stream) const override;

 private:
  std::vector<Forward> calls_;
};

class Sequential : public ModuleHolder<SequentialImpl> {
 public:
  using ModuleHolder<SequentialImpl>::ModuleHolder;
  using Impl = SequentialImpl;
  Sequential() = default;
};

}  // namespace gradproof::nn
