#pragma once
#include <gradproof/core/nn/cloneable.hpp>

namespace gradproof::nn {

/// What the containers of parameters share: those are the module's own, each a leaf with the requires_grad that it came
/// with.
class ParameterContainer : public Module {
 public:
  using Parameters = OrderedDict<std::string, Tensor>;
  using Iterator = Parameters::Iterator;
  using ConstIterator = Parameters::ConstIterator;

  Iterator begin() { return parameters_.begin(); }
  Iterator end() { return parameters_.end(); }
  ConstIterator begin() const { return parameters_.begin(); }
  ConstIterator end() const { return parameters_.end(); }
  std::size_t size() const noexcept { return parameters_.size(); }
  void pretty_print(std::ostream& stream) const override;

 protected:
  Tensor& add(const std::string& name, const Tensor& parameter) {
    return register_parameter(name, parameter, parameter.requires_grad());
  }
};

/// Parameters in a row, named by their places.
class ParameterListImpl : public Cloneable<ParameterListImpl, ParameterContainer> {
 public:
  ParameterListImpl() = default;
  template <class... Tensors>
  requires(sizeof...(Tensors) > 0 &&
           (std::is_convertible_v<Tensors, const Tensor&> && ...)) explicit ParameterListImpl(Tensors&&... parameters) {
    (append(parameters), ...);
  }

  void append(const Tensor& parameter) { add(std::to_string(size()), parameter); }
  void append(const Parameters::Item& item) { append(item.value()); }
  /// The parameters of a container, a dictionary or another list after these.
  template <class Row>
  void extend(const Row& parameters) {
    for (const auto& p : parameters) append(p);
  }
  template <class Row>
  ParameterListImpl& operator+=(const Row& parameters) {
    extend(parameters);
    return *this;
  }
  bool is_empty() const noexcept { return parameters_.is_empty(); }
  /// Throw `index`.
  Tensor& at(std::size_t index);
  const Tensor& at(std::size_t index) const { return const_cast<ParameterListImpl*>(this)->at(index); }
  Tensor& operator[](std::size_t index) { return at(index); }
  const Tensor& operator[](std::size_t index) const { return at(index); }
};
TORCH_MODULE(ParameterList);

/// Parameters by name, in the order in which the names came.
class ParameterDictImpl : public Cloneable<ParameterDictImpl, ParameterContainer> {
 public:
  ParameterDictImpl() = default;
  explicit ParameterDictImpl(const Parameters& parameters);

  /// Throws `argument` for a name that is there already.
  Tensor& insert(const std::string& key, const Tensor& parameter) { return add(key, parameter); }
  /// Adds parameters; one whose name is there takes its place.
  template <class Items>
  void update(const Items& parameters) {
    for (const auto& item : parameters) set(item.key(), item.value());
  }
  void clear() { parameters_.clear(); }
  bool empty() const noexcept { return parameters_.is_empty(); }
  bool contains(const std::string& key) const { return parameters_.contains(key); }
  std::vector<std::string> keys() const { return parameters_.keys(); }
  TensorList values() const { return parameters_.values(); }
  /// These throw `argument` for a name that is not there.
  Tensor pop(const std::string& key);
  Tensor& get(const std::string& key) { return parameters_[key]; }
  const Tensor& get(const std::string& key) const { return parameters_[key]; }
  Tensor& operator[](const std::string& key) { return parameters_[key]; }
  const Tensor& operator[](const std::string& key) const { return parameters_[key]; }

 private:
  void set(const std::string& key, const Tensor& parameter);
};
TORCH_MODULE(ParameterDict);

}  // namespace gradproof::nn
