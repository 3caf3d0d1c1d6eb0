#pragma once
// A Python value as a walked program sees it. Scalars, strings and containers belong to the walker;
// tensors, arrays and everything else that a framework owns are Objects of the Machine that made them.
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace gradproof::checks {

/// Something a machine owns. `type` is the owner name in the table of names: "Tensor", "ndarray",
/// "Node", "RemovableHandle", "Module", "Optimizer", "Generator", "Size".
struct Object {
  virtual ~Object() = default;
  virtual std::string_view type() const = 0;
};

struct Value;
struct Sequence {  ///< list or tuple; lists are shared by reference as in Python
  bool is_tuple = false;
  std::vector<Value> items;
  bool is_size = false;  ///< a tuple that prints as torch.Size
};
struct Slice {  ///< start:stop:step, each an int or absent
  std::optional<std::int64_t> start, stop, step;
};
struct Ellipsis {
  bool operator==(const Ellipsis&) const = default;
};
/// A constant with a name: "torch.float32", "torch.strided", "torch.device:cpu".
struct Symbol {
  std::string name;
  bool operator==(const Symbol&) const = default;
};
/// A lambda of the program, or a prelude `function(...)`: called by the machine with values.
using Callable = std::function<Value(std::span<const Value>)>;

struct Value {
  using Data = std::variant<std::monostate /* None */, bool, std::int64_t, double, std::string, Symbol, Slice, Ellipsis,
                            std::shared_ptr<Sequence>, std::shared_ptr<Object>, std::shared_ptr<Callable>>;
  Data data;

  // Not inline: every file that holds values would compile what a variant's copies and ends are made of.
  Value() noexcept;
  template <class T>
  requires(!std::is_same_v<std::remove_cvref_t<T>, Value> && std::is_constructible_v<Data, T>) Value(T&& value)
      : data(std::forward<T>(value)) {}
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  bool is_none() const { return std::holds_alternative<std::monostate>(data); }
  template <class T>
  bool is() const {
    return std::holds_alternative<T>(data);
  }
  template <class T>
  const T& as() const {
    return std::get<T>(data);
  }
  template <class T>
  const T* get() const {
    return std::get_if<T>(&data);
  }
  /// The object as T, or null when it is none or of another class.
  template <class T>
  T* object() const {
    auto* p = std::get_if<std::shared_ptr<Object>>(&data);
    return p ? dynamic_cast<T*>(p->get()) : nullptr;
  }
};

}  // namespace gradproof::checks
