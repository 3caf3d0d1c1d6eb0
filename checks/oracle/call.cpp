#include <fmt/format.h>

#include <cmath>
#include <gradproof/checks/oracle/call.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

void append_sizes(const Value& value, Shape& sizes) {
  if (auto* list = value.get<std::shared_ptr<Sequence>>())
    for (const Value& item : (*list)->items) append_sizes(item, sizes);
  else
    sizes.push_back(integer_of(value));
}

}  // namespace

std::optional<Dtype> dtype_named(std::string_view symbol) {
  std::string_view name = symbol.substr(symbol.find('.') + 1);
  if (name == "bool_") name = "bool";
  for (int i = 0; i <= static_cast<int>(Dtype::float64); ++i)
    if (name_of(static_cast<Dtype>(i)).substr(6) == name) return static_cast<Dtype>(i);
  return std::nullopt;
}

Tensor* tensor_in(const Value& value) {
  if (auto* array = value.object<Ndarray>()) return array->tensor.get();
  return value.object<Tensor>();
}

Var var_of(const Value& value) {
  if (Tensor* tensor = tensor_in(value)) return tensor->read();
  if (auto* b = value.get<bool>()) return constant(Array::number(*b, Dtype::boolean));
  if (auto* i = value.get<std::int64_t>()) return constant(Array::number(static_cast<double>(*i), Dtype::int64));
  if (auto* d = value.get<double>()) return constant(*d);
  throw Raised("argument", "found an argument that is no tensor and no number, expected one of them", "TypeError");
}

double number_of(const Value& value) {
  Array a = var_of(value).value();
  if (a.size() != 1) throw Raised("value", fmt::format("a tensor of {} elements was to become one number", a.size()));
  return a[0];
}

std::int64_t integer_of(const Value& value) { return static_cast<std::int64_t>(number_of(value)); }

Shape sizes_of(const Value& value) {
  Shape sizes;
  append_sizes(value, sizes);
  return sizes;
}

std::vector<Value> items_of(const Value& value) {
  auto* list = value.get<std::shared_ptr<Sequence>>();
  return list ? (*list)->items : std::vector<Value>{value};
}

Value list_of(std::vector<Value> items, bool is_tuple) {
  return {std::make_shared<Sequence>(Sequence{is_tuple, std::move(items)})};
}

Value sizes_value(const Shape& sizes) {
  std::vector<Value> items;
  for (std::int64_t size : sizes) items.push_back({size});
  return list_of(std::move(items), true);
}

Var Call::var(std::string_view name) const { return name == "input" && input_ ? *input_ : var_of(arguments_[name]); }

Tensor& Call::tensor(std::string_view name) const {
  if (Tensor* tensor = tensor_in(arguments_[name])) return *tensor;
  throw Raised("argument", fmt::format("argument '{}' is no tensor, expected one", name), "TypeError");
}

Vars Call::vars(std::string_view name) const {
  Vars result;
  for (const Value& item : items_of(arguments_[name])) result.push_back(var_of(item));
  return result;
}

bool Call::flag(std::string_view name) const { return has(name) && number(name) != 0; }

std::string Call::text(std::string_view name) const {
  auto* text = arguments_[name].get<std::string>();
  return text ? *text : std::string();
}

std::optional<Dtype> Call::dtype(std::string_view name) const {
  const Value& value = arguments_[name];
  if (value.is_none()) return std::nullopt;
  auto* symbol = value.get<Symbol>();
  auto dtype = symbol ? dtype_named(symbol->name) : std::nullopt;
  if (!dtype) throw Unsupported(fmt::format("the tape lacks the dtype {}", symbol ? symbol->name : "given"));
  return dtype;
}

}  // namespace gradproof::checks::oracle
