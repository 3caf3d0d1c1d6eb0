// What a program reads of a tensor without an operation: attributes, numbers, text.
#include <fmt/format.h>

#include <cmath>
#include <gradproof/checks/oracle/module.hpp>
#include <gradproof/checks/oracle/rules.hpp>

namespace gradproof::checks::oracle {
namespace {

records::Value element(Dtype dtype, double value) {
  if (dtype == Dtype::boolean) return {value != 0};
  if (!is_float(dtype)) return {static_cast<std::int64_t>(value)};
  return {value};
}

records::Value nested(const Array& array, std::size_t dim, std::int64_t& next) {
  if (dim == array.shape().size()) return element(array.dtype(), array[next++]);
  records::Value::List list;
  for (std::int64_t i = 0; i < array.shape()[dim]; ++i) list.push_back(nested(array, dim + 1, next));
  return {std::move(list)};
}

std::string nested_text(const Array& array, std::size_t dim, std::int64_t& next) {
  if (dim == array.shape().size()) {
    double value = array[next++];
    if (array.dtype() == Dtype::boolean) return value != 0 ? "True" : "False";
    return is_float(array.dtype()) ? fmt::format("{:.4f}", value) : fmt::format("{}", static_cast<std::int64_t>(value));
  }
  std::string text = "[";
  for (std::int64_t i = 0; i < array.shape()[dim]; ++i) text += (i ? ", " : "") + nested_text(array, dim + 1, next);
  return text + "]";
}

double single(const Value& object) {
  Tensor* tensor = tensor_in(object);
  if (!tensor) throw Unsupported("the tape cannot make a number of this object");
  if (tensor->size() != 1)
    throw Raised("value", fmt::format("a tensor of {} elements cannot become one number", tensor->size()));
  return tensor->content()[0];
}

Value symbol(std::string_view name) { return {Symbol{std::string(name)}}; }

Value turned(Tensor& tensor, bool last_two) {
  auto rank = static_cast<std::int64_t>(tensor.shape().size());
  if (rank < 2) return TapeMachine::wrap(tensor.view([](const Layout& layout) { return layout; }));
  if (last_two) return TapeMachine::wrap(tensor.view([](const Layout& layout) { return transpose(layout, -1, -2); }));
  Shape dims;
  for (std::int64_t d = rank; d-- > 0;) dims.push_back(d);
  return TapeMachine::wrap(tensor.view([dims](const Layout& layout) { return permute(layout, dims); }));
}

TensorPtr data_of(const Tensor& tensor) {
  TensorPtr data = tensor.cut(tensor.layout());
  data->version = std::make_shared<std::int64_t>(0);
  return data;
}

}  // namespace

Value number_value(const Array& array) {
  if (array.dtype() == Dtype::boolean) return {array[0] != 0};
  if (!is_float(array.dtype())) return {static_cast<std::int64_t>(array[0])};
  return {array[0]};
}

Value TapeMachine::get_attribute(const Value& object, std::string_view name) {
  Tensor* tensor = tensor_in(object);
  if (object.object<GraphNode>()) {
    touch_unspeakable();
    return {};
  }
  if (auto* module = object.object<Module>()) return module_attribute(*module, name);
  if (!tensor) throw Unsupported(fmt::format("the tape has no attribute '{}' of this object", name));
  bool is_array = object.object<Ndarray>() != nullptr;
  touch(object);
  if (name == "shape") return sizes_value(tensor->shape());
  if (name == "ndim") return {static_cast<std::int64_t>(tensor->shape().size())};
  if (name == "size") return {tensor->size()};
  if (name == "dtype")
    return symbol(is_array ? fmt::format("numpy.{}", name_of(tensor->dtype()).substr(6)) : name_of(tensor->dtype()));
  if (name == "device") return symbol("torch.device:" + tensor->storage()->device);
  if (name == "T" || name == "mT" || name == "H" || name == "mH") {
    Recording mode(Recording::is_on() && !is_array);
    Value result = turned(*tensor, name.starts_with('m'));
    return is_array ? Value{std::make_shared<Ndarray>(
                          std::dynamic_pointer_cast<Tensor>(result.as<std::shared_ptr<Object>>()))}
                    : result;
  }
  if (name == "data" && !is_array) return wrap(data_of(*tensor));
  if (name == "grad") {
    reading().gradient = true;
    if (tensor->grad) touch(wrap(tensor->grad));
    return tensor->grad ? wrap(tensor->grad) : Value{};
  }
  if (name == "real") return object;
  if (name == "itemsize" || name == "nbytes") {
    std::int64_t bytes = size_of(tensor->dtype());
    return {name == "nbytes" ? bytes * tensor->size() : bytes};
  }
  touch_unspeakable();
  if (name == "output_nr") return {std::int64_t{0}};
  if (name == "layout") return symbol("torch.strided");
  if (name == "requires_grad") return {tensor->requires_grad()};
  if (name == "is_leaf") return {tensor->is_leaf()};
  if (name == "retains_grad") return {tensor->retains_grad};
  if (name == "_version") return {*tensor->version};
  if (name == "grad_fn")
    return tensor->is_leaf() ? Value{} : Value{std::shared_ptr<Object>(std::make_shared<GraphNode>(tensor->own()))};
  if (name == "is_cpu" || name == "is_cuda") return {(tensor->storage()->device == "cpu") == (name == "is_cpu")};
  if (name == "is_sparse") return {false};
  throw Unsupported(fmt::format("the tape has no attribute '{}'", name));
}

void TapeMachine::set_attribute(const Value& object, std::string_view name, const Value& value) {
  auto* tensor = object.object<Tensor>();
  auto* given = value.get<std::shared_ptr<Object>>();
  auto source = given ? std::dynamic_pointer_cast<Tensor>(*given) : nullptr;
  if (tensor && name == "requires_grad") return tensor->set_requires_grad(number_of(value) != 0);
  if (tensor && name == "data" && source) return tensor->set_data(*source, carry_writes_);
  if (tensor && name == "grad" && (source || value.is_none())) {
    tensor->grad = source;
    return;
  }
  throw Raised("argument", fmt::format("cannot assign this value to attribute '{}'", name), "TypeError");
}

bool TapeMachine::truth(const Value& object) {
  touch(object);
  return single(object) != 0;
}
double TapeMachine::to_float(const Value& object) {
  touch(object);
  return single(object);
}
std::int64_t TapeMachine::to_int(const Value& object) {
  touch(object);
  return static_cast<std::int64_t>(single(object));
}

std::int64_t TapeMachine::length(const Value& object) {
  if (auto* module = object.object<Module>()) return static_cast<std::int64_t>(module->children.size());
  Tensor* tensor = tensor_in(object);
  if (!tensor) throw Unsupported("the tape knows no length of this object");
  if (tensor->shape().empty()) throw Raised("argument", "len() of a 0-dim tensor", "TypeError");
  return tensor->shape()[0];
}

std::string TapeMachine::text(const Value& object) {
  Tensor* tensor = tensor_in(object);
  if (!tensor) return std::string(object.as<std::shared_ptr<Object>>()->type());
  touch_unspeakable();
  std::int64_t next = 0;
  std::string numbers = nested_text(tensor->content(), 0, next);
  return object.object<Ndarray>() ? numbers : fmt::format("tensor({})", numbers);
}

records::Value TapeMachine::observe(const Value& object) {
  Tensor* tensor = tensor_in(object);
  if (!tensor) {
    touch_unspeakable();
    return {};
  }
  touch(object);
  std::int64_t next = 0;
  return nested(tensor->content(), 0, next);
}

}  // namespace gradproof::checks::oracle
